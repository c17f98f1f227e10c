package io.github.issuetagger.math;

/** Probabilities and their log-odds. */
public final class LogOdds {
  private static final double LEAST = 1e-5;

  private LogOdds() {}

  public static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** The inverse; probabilities are pulled in from 0 and 1 to stay finite. */
  public static double logit(double probability) {
    double p = Math.min(Math.max(probability, LEAST), 1 - LEAST);
    return Math.log(p / (1 - p));
  }

  /** {@code ln(1 + e^x)}, without overflow. */
  static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  /** The log loss of log-odds. */
  public static double loss(double logOdds, boolean belongs) {
    return softplus(belongs ? -logOdds : logOdds);
  }
}
