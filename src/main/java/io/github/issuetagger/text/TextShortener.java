package io.github.issuetagger.text;

/** Cuts text and collapses white space. */
final class TextShortener {
  private TextShortener() {}

  /** Returns the first characters, but never half of a surrogate pair. */
  static String head(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end);
  }

  /** Returns the first characters, cut at white space if the last half has some. */
  static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = limit;
    while (end > limit / 2 && !isSpace(text.charAt(end))) {
      end--;
    }
    return isSpace(text.charAt(end)) ? text.substring(0, end).strip() : head(text, limit);
  }

  /** Replaces runs of white space and controls by one space, and removes them at the ends. */
  static String collapse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        gap = true;
      } else {
        if (gap && !out.isEmpty()) {
          out.append(' ');
        }
        gap = false;
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Returns whether a character is ASCII white space, an ASCII control or a no-break space. */
  static boolean isSpace(char c) {
    return c <= ' ' || c == '\u007f' || c == '\u00a0';
  }
}
