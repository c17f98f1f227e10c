package io.github.issuetagger.sandbox.state;

/**
 * An account of the sandbox.
 *
 * @param id GitHub's number for it
 * @param login its name; an App's bot ends in {@code [bot]}
 * @param type person, bot or organization
 */
public record SandboxUser(long id, String login, Type type) {
  /** What kind of account it is, as the API spells it. */
  public enum Type {
    PERSON("User"),
    BOT("Bot"),
    ORGANIZATION("Organization");

    private final String json;

    Type(String json) {
      this.json = json;
    }

    String json() {
      return json;
    }
  }

  public boolean isBot() {
    return type == Type.BOT;
  }
}
