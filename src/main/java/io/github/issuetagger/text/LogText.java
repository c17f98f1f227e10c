package io.github.issuetagger.text;

/** Makes short texts from outside fit for one line of a log. */
public final class LogText {
  private static final int LONGEST = 100;

  private LogText() {}

  /** The text without anything that could start a new line or turn the reading direction. */
  public static String of(String text) {
    return text.codePoints()
        .limit(LONGEST)
        .map(character -> VisibleCharacters.plain(character) ? character : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
