package io.github.issuetagger.settings;

/**
 * Whether people may command the App in comments, and how.
 *
 * @param enabled whether commands are listened to
 * @param prefix what stands before a command's first word
 */
public record CommandSettings(boolean enabled, String prefix) {
  /**
   * What a prefix may be. It starts with a character that neither Markdown nor a sentence starts
   * with, so that a command is no list, heading, quote or ordinary word.
   */
  static final String PREFIX = "[/!.:;?%&$^~][A-Za-z0-9._/:-]{0,19}";

  public CommandSettings {
    if (!prefix.matches(PREFIX)) {
      throw new IllegalArgumentException("not a prefix of commands: " + prefix);
    }
  }
}
