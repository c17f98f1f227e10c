package io.github.issuetagger.policy;

/**
 * How often the App was right recently, judged by people's reactions.
 *
 * @param right how many of the judged actions were right
 * @param total how many actions were judged
 */
public record OutcomeTally(int right, int total) {
  /** Fewer judged actions prove nothing, whatever the interval says. */
  static final int MIN_TOTAL = 5;

  /** The one-sided 90 % quantile of the normal distribution. */
  private static final double Z = 1.2815515655446004;

  public OutcomeTally {
    if (right < 0 || right > total) {
      throw new IllegalArgumentException("right " + right + " times of " + total);
    }
  }

  /** Returns whether the App is surely right less often than the given share, 0–1. */
  boolean below(double share) {
    return total >= MIN_TOTAL && upperBound() < share;
  }

  /**
   * Returns the upper end of the score interval for the share of right actions: Wilson, "Probable
   * inference, the law of succession, and statistical inference" (1927); one-sided, 90 %.
   *
   * @return 0–1; 1 if nothing was judged
   */
  double upperBound() {
    if (total == 0) {
      return 1;
    }
    double p = (double) right / total;
    double z2 = Z * Z;
    double middle = p + z2 / (2 * total);
    double half = Z * Math.sqrt(p * (1 - p) / total + z2 / (4.0 * total * total));
    // Rounding must not take the bound of a spotless label below 1.
    return right == total ? 1 : (middle + half) / (1 + z2 / total);
  }
}
