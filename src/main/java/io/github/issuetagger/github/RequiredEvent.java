package io.github.issuetagger.github;

/**
 * The events that the App must be subscribed to; {@code app.yml} lists exactly these. What concerns
 * installations is sent to every App without being listed.
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

  /** GitHub's name of the event. */
  public String key() {
    return key;
  }
}
