package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.HoldoutPrecision;
import java.util.OptionalDouble;

/** Tells how often scores like one were right on a repository's past. */
final class ScorePrecision {
  private ScorePrecision() {}

  /**
   * The highest precision, in whole percent, that scores from there on reached.
   *
   * @return 0.01–0.99; empty where nothing was measured, or the score is too low for any
   */
  static OptionalDouble precision(HoldoutPrecision past, String label, double score) {
    for (int percent = past.measured(label) ? 99 : 0; percent > 0; percent--) {
      OptionalDouble from = past.threshold(label, percent / 100.0);
      if (from.isPresent() && score >= from.getAsDouble()) {
        return OptionalDouble.of(percent / 100.0);
      }
    }
    return OptionalDouble.empty();
  }
}
