package io.github.issuetagger.github;

/**
 * The events that the App must be subscribed to. {@code app.yml} lists exactly these. GitHub sends
 * installation events to every App without a subscription.
 */
public enum RequiredEvent {
  ISSUES("issues"),
  ISSUE_COMMENT("issue_comment"),
  LABEL("label"),
  REPOSITORY("repository");

  private final String key;

  RequiredEvent(String key) {
    this.key = key;
  }

  /** Returns GitHub's name of the event. */
  public String key() {
    return key;
  }
}
