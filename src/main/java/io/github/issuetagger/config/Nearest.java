package io.github.issuetagger.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Finds the option that a mistyped key was meant to be. */
final class Nearest {
  private Nearest() {}

  /** The known key that is nearest, if it is near at all: at most a third of its letters differ. */
  static Optional<String> key(String typed) {
    return Arrays.stream(Option.values())
        .map(Option::key)
        .min(Comparator.comparingInt(key -> distance(typed, key)))
        .filter(key -> distance(typed, key) <= Math.max(1, key.length() / 3));
  }

  /** Levenshtein's edit distance, one row at a time. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    Arrays.setAll(row, column -> column);
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
