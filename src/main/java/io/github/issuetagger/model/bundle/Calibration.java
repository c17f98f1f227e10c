package io.github.issuetagger.model.bundle;

import io.github.issuetagger.math.LogOdds;

/**
 * Platt scaling, which turns a raw score into a calibrated probability.
 *
 * <p>Platt, "Probabilistic outputs for support vector machines" (1999), with the sign of the slope
 * reversed, so that a larger score means a larger probability.
 *
 * @param slope the factor of the raw score
 * @param intercept the term added to the product
 */
public record Calibration(double slope, double intercept) {
  /** Leaves the log-odds as they are. */
  public static final Calibration IDENTITY = new Calibration(1, 0);

  public Calibration {
    if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
      throw new IllegalArgumentException("a calibration needs finite numbers");
    }
  }

  /** Returns the probability, 0–1, for a raw score on the logit scale. */
  public double probability(double raw) {
    return LogOdds.probability(logOdds(raw));
  }

  /** Returns the calibrated log-odds for a raw score on the logit scale. */
  public double logOdds(double raw) {
    return slope * raw + intercept;
  }
}
