package io.github.issuetagger.domain;

import java.util.OptionalDouble;

/**
 * The precision of each label's score on the repository's own issues, measured with models that
 * were not trained on the issue that they scored.
 */
public interface HoldoutPrecision {
  /** Has no measurements. */
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

  /** Returns whether the label was measured, because enough issues have it. */
  boolean measured(String label);

  /**
   * Returns the lowest score from which the label reached a precision. Compares the precision with
   * the lower bound of a confidence interval.
   *
   * @param precision the required precision, 0–1
   * @return a score, 0–1; empty if no score reached the precision or the label was not measured
   */
  OptionalDouble threshold(String label, double precision);
}
