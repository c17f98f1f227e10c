package io.github.issuetagger.text;

/** Cuts and collapses text by characters. */
final class TextShortener {
  private TextShortener() {}

  /** The first characters, never half of a surrogate pair. */
  static String head(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end);
  }

  /** The first characters, cut back to white space where there is some in the last half. */
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

  /** Runs of white space and control characters become one space; none at the ends. */
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

  /** ASCII white space and controls, and the no-break space. */
  static boolean isSpace(char c) {
    return c <= ' ' || c == '\u007f' || c == '\u00a0';
  }
}
