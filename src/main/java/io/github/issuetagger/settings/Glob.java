package io.github.issuetagger.settings;

import io.github.issuetagger.domain.LabelCatalog;

/**
 * A pattern for label names, without regard to case: {@code *} stands for any run of characters,
 * {@code ?} for exactly one, everything else for itself.
 *
 * @param pattern as the maintainers wrote it
 */
public record Glob(String pattern) {
  /** Whether the whole name fits. Takes at most pattern × name steps, whatever the pattern. */
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
      } else if (inGlob < glob.length() && fits(glob.charAt(inGlob), text.charAt(inText))) {
        inGlob++;
        inText++;
      } else if (afterStar >= 0) {
        // Only the last star can matter: an earlier one took as little as it could.
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

  /** Whether this is one label's plain name. */
  boolean literal() {
    return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
  }

  private static boolean fits(char inGlob, char inText) {
    return inGlob == '?' || inGlob == inText;
  }
}
