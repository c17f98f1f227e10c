package io.github.issuetagger.domain;

import java.util.OptionalDouble;

/**
 * How precise each label's score was on the repository's own past, by models that had not seen the
 * issue that they scored.
 */
public interface HoldoutPrecision {
  /** Where nothing has been measured. */
  HoldoutPrecision NONE =
      new HoldoutPrecision() {
        @Override
        public boolean measured(String label) {
          return false;
        }

        @Override
        public OptionalDouble threshold(String label, double precision) {
          return OptionalDouble.empty();
        }
      };

  /** Whether the past has enough issues with the label to say anything about it. */
  boolean measured(String label);

  /**
   * The score from which the label was right that often, by the lower bound of a confidence
   * interval.
   *
   * @param precision 0–1
   * @return a score, 0–1; empty when no score was, or nothing was measured
   */
  OptionalDouble threshold(String label, double precision);
}
