package io.github.issuetagger.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the option that a mistyped key was meant to be. */
final class OptionSuggestion {
  private OptionSuggestion() {}

  /** The known key that is nearest, if it is near at all: at most a third of its letters differ. */
  static Optional<String> key(String typed) {
    return Arrays.stream(ConfigOption.values())
        .map(ConfigOption::key)
        .min(Comparator.comparingInt(key -> distance(typed, key)))
        .filter(key -> distance(typed, key) <= Math.max(1, key.length() / 3));
  }

  private static int distance(String typed, String known) {
    return LevenshteinDistance.getDefaultInstance().apply(typed, known);
  }
}
