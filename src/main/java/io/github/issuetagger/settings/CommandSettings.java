package io.github.issuetagger.settings;

/**
 * Whether and how people may give the App commands in comments.
 *
 * @param enabled whether the App reads commands
 * @param prefix the text before a command's first word
 */
public record CommandSettings(boolean enabled, String prefix) {
  /**
   * The pattern of a prefix. A prefix starts with a character that starts neither Markdown nor a
   * sentence, so that a command is not a list, a heading, a quote or an ordinary word.
   */
  private static final String PREFIX = "[/!.:;?%&$^~][A-Za-z0-9._/:-]{0,19}";

  public CommandSettings {
    if (!prefix.matches(PREFIX)) {
      throw new IllegalArgumentException("not a command prefix: " + prefix);
    }
  }
}
