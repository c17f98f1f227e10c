package io.github.issuetagger.text;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that somebody may have meant. */
public final class NameSuggestion {
  private NameSuggestion() {}

  /**
   * The known name with the smallest edit distance; of several the first in the alphabet.
   *
   * @param known at least one name
   */
  public static String to(String written, Collection<String> known) {
    // A name far longer than any known one is nothing's typo: its end need not be compared.
    String start = written.substring(0, Math.min(written.length(), 64));
    return known.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(start, name))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private static int distance(String written, String known) {
    return LevenshteinDistance.getDefaultInstance().apply(written, known);
  }
}
