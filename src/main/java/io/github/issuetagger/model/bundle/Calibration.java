package io.github.issuetagger.model.bundle;

import io.github.issuetagger.math.LogOdds;

/**
 * Platt scaling: turns a raw score into a probability that can be trusted as one.
 *
 * <p>Platt, "Probabilistic outputs for support vector machines" (1999), with the sign of the slope
 * turned so that a larger score is a larger probability.
 *
 * @param slope factor of the raw score
 * @param intercept added to it
 */
public record Calibration(double slope, double intercept) {
  /** The logistic function of the raw score itself. */
  public static final Calibration IDENTITY = new Calibration(1, 0);

  public Calibration {
    if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
      throw new IllegalArgumentException("a calibration needs finite numbers");
    }
  }

  /** The probability, 0–1, for a raw score on the logit scale. */
  public double probability(double raw) {
    return LogOdds.probability(logOdds(raw));
  }

  /** The log-odds of that probability. */
  public double logOdds(double raw) {
    return slope * raw + intercept;
  }
}
