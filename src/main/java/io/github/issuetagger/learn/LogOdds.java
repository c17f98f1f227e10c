package io.github.issuetagger.learn;

/** Probabilities and their log-odds. */
final class LogOdds {
  private static final double LEAST = 1e-5;

  private LogOdds() {}

  static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** The inverse; probabilities are pulled in from 0 and 1 to stay finite. */
  static double logit(double probability) {
    double p = Math.min(Math.max(probability, LEAST), 1 - LEAST);
    return Math.log(p / (1 - p));
  }

  /** {@code ln(1 + e^x)}, without overflow. */
  static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  /** The log loss of log-odds. */
  static double loss(double logOdds, boolean belongs) {
    return softplus(belongs ? -logOdds : logOdds);
  }
}
