package io.github.issuetagger.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that somebody may have meant. */
public final class NameSuggestion {
  /** A longer name is no typo of a known one, so its end need not be compared. */
  private static final int MAX_COMPARED = 64;

  private NameSuggestion() {}

  /**
   * Returns the known name with the smallest edit distance. Of several, returns the first one in
   * alphabetical order.
   *
   * @param known at least one name
   */
  public static String to(String written, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(written, name))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /**
   * Returns the nearest known name if at most a third of its letters differ.
   *
   * @param known at least one name
   */
  public static Optional<String> near(String written, Collection<String> known) {
    String nearest = to(written, known);
    return distance(written, nearest) <= Math.max(1, nearest.length() / 3)
        ? Optional.of(nearest)
        : Optional.empty();
  }

  private static int distance(String written, String known) {
    String start = written.substring(0, Math.min(written.length(), MAX_COMPARED));
    return LevenshteinDistance.getDefaultInstance().apply(start, known);
  }
}
