package io.github.issuetagger.text;

/**
 * Escapes untrusted text for comments, so that it cannot act as Markdown or HTML.
 * docs/decisions/0003-comment-escaping.md explains the method.
 */
public final class MarkdownEscaper {
  /** The maximum number of characters of a text. Longer texts are cut. */
  public static final int LONGEST = 200;

  private static final int REPLACEMENT = 0xFFFD;

  private MarkdownEscaper() {}

  /**
   * Returns the text as an HTML code element. Every ASCII character except letters, digits and the
   * space becomes a numeric reference, so that none of them can be Markdown or HTML. GitHub does
   * not look for mentions and references inside code.
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
