package io.github.issuetagger.sandbox.state;

/**
 * An account of the sandbox.
 *
 * @param id the account's ID
 * @param login the account's name; an App's account ends in {@code [bot]}
 * @param type person, bot or organization
 */
public record SandboxUser(long id, String login, Type type) {
  /** The type of an account, with the API's spelling. */
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
