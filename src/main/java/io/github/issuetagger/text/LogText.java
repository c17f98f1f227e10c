package io.github.issuetagger.text;

/** Makes short untrusted texts safe for one line of a log or a terminal. */
public final class LogText {
  private static final int MAX_LENGTH = 100;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private LogText() {}

  /** Replaces each invisible character by a question mark and cuts the text at 100 characters. */
  public static String of(String text) {
    return text.codePoints()
        .limit(MAX_LENGTH)
        .map(character -> visible(character) ? character : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Returns whether people can see the character. Controls, line ends, half surrogate pairs and
   * characters that change the reading direction are invisible. The joiners count as visible,
   * because emoji and Persian need them.
   */
  static boolean visible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE ->
          false;
      case Character.FORMAT -> character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER;
      default -> true;
    };
  }
}
