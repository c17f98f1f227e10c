package io.github.issuetagger.text;

/**
 * Puts names that others chose into a comment so that they are read as nothing but names. Why this
 * way: docs/decisions/0003-comment-escaping.md.
 */
public final class MarkdownEscaper {
  /** Characters that are shown of one text; what is longer is cut. */
  public static final int LONGEST = 200;

  private static final int REPLACEMENT = 0xFFFD;

  private MarkdownEscaper() {}

  /**
   * The text as HTML code in which every ASCII character but letters, digits and the space is a
   * numeric reference: none of them can be Markdown or HTML, and GitHub looks for neither mentions
   * nor references inside code.
   */
  public static String code(String text) {
    StringBuilder out = new StringBuilder("<code>");
    text.codePoints().limit(LONGEST).forEach(character -> append(out, character));
    if (text.codePointCount(0, text.length()) > LONGEST) {
      out.append('…');
    }
    return out.append("</code>").toString();
  }

  private static void append(StringBuilder out, int character) {
    if (character == '\n' || character == '\r' || character == '\t') {
      out.append(' ');
    } else if (!LogText.visible(character)) {
      out.appendCodePoint(REPLACEMENT);
    } else if (character < 128 && character != ' ' && !Character.isLetterOrDigit(character)) {
      out.append("&#").append(character).append(';');
    } else {
      out.appendCodePoint(character);
    }
  }
}
