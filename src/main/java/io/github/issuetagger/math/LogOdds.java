package io.github.issuetagger.math;

/** Conversions between probabilities and log-odds, and the log loss. */
public final class LogOdds {
  /** The smallest probability that {@link #logit} distinguishes from 0. */
  private static final double MIN_PROBABILITY = 1e-5;

  private LogOdds() {}

  /** Returns the probability, 0–1, for log-odds: {@code 1 / (1 + e^-x)}. */
  public static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** Returns the log-odds of a probability. They are infinite for 0 and 1. */
  public static double of(double probability) {
    return Math.log(probability / (1 - probability));
  }

  /** Returns the log-odds of a probability, kept finite by moving it away from 0 and 1. */
  public static double logit(double probability) {
    return of(Math.min(Math.max(probability, MIN_PROBABILITY), 1 - MIN_PROBABILITY));
  }

  /** Returns {@code ln(1 + e^x)} without overflow. */
  static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  /** Returns the log loss of a prediction in log-odds. */
  public static double loss(double logOdds, boolean belongs) {
    return softplus(belongs ? -logOdds : logOdds);
  }
}
