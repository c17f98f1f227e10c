package io.github.issuetagger.policy;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known name that somebody may have meant. */
final class Nearest {
  private Nearest() {}

  /** The known name with the smallest edit distance; of several the first in the alphabet. */
  static String to(String written, Collection<String> known) {
    // A name far longer than any known one is nothing's typo: its end need not be compared.
    String start = written.substring(0, Math.min(written.length(), 64));
    return known.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(start, name))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Levenshtein's distance, a row of the table at a time. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= left.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int change = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(change, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[right.length()];
  }
}
