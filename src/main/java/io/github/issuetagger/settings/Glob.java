package io.github.issuetagger.settings;

import io.github.issuetagger.domain.LabelCatalog;

/**
 * A pattern for label names in any case. {@code *} matches any number of characters and {@code ?}
 * exactly one; every other character matches itself.
 *
 * @param pattern the pattern as the maintainers wrote it
 */
public record Glob(String pattern) {
  /** Returns whether the whole name matches. Takes at most pattern × name steps. */
  public boolean matches(String name) {
    String glob = LabelCatalog.key(pattern);
    String text = LabelCatalog.key(name);
    int inGlob = 0;
    int inText = 0;
    int afterStar = -1;
    int retryFrom = 0;
    while (inText < text.length()) {
      if (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
        afterStar = ++inGlob;
        retryFrom = inText;
      } else if (inGlob < glob.length() && matchesOne(glob.charAt(inGlob), text.charAt(inText))) {
        inGlob++;
        inText++;
      } else if (afterStar >= 0) {
        // Extend only the last star, because earlier ones already match as little as possible.
        inGlob = afterStar;
        inText = ++retryFrom;
      } else {
        return false;
      }
    }
    while (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
      inGlob++;
    }
    return inGlob == glob.length();
  }

  /** Returns whether the pattern is the plain name of a label. */
  boolean literal() {
    return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
  }

  private static boolean matchesOne(char inGlob, char inText) {
    return inGlob == '?' || inGlob == inText;
  }
}
