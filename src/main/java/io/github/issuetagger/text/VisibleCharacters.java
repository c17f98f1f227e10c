package io.github.issuetagger.text;

/** Tells the characters that show themselves from those that work in the dark. */
final class VisibleCharacters {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private VisibleCharacters() {}

  /**
   * Whether it is a character that people see: no control, no line end, no half of a pair, nothing
   * that turns the reading direction. The joiners pass: emoji and Persian are written with them.
   */
  static boolean plain(int character) {
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
