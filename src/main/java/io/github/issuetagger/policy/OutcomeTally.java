package io.github.issuetagger.policy;

/**
 * How often the App was right of late, by what people did about it.
 *
 * @param right of the judged times, those when it was right
 * @param of the times that people had their say, or could have
 */
public record OutcomeTally(int right, int of) {
  /** Fewer times tell of chance, whatever the interval says. */
  static final int ENOUGH = 5;

  /** The one-sided 90 % quantile of the normal distribution. */
  private static final double Z = 1.2815515655446004;

  public OutcomeTally {
    if (right < 0 || right > of) {
      throw new IllegalArgumentException("right " + right + " times of " + of);
    }
  }

  /** Whether it is plain by now that the App is right less often than that share, 0–1. */
  boolean below(double share) {
    return of >= ENOUGH && upperBound() < share;
  }

  /**
   * The upper end of the score interval for a share: Wilson, "Probable inference, the law of
   * succession, and statistical inference" (1927); one-sided, 90 %.
   *
   * @return 0–1; 1 where nothing was judged
   */
  double upperBound() {
    if (of == 0) {
      return 1;
    }
    double p = (double) right / of;
    double z2 = Z * Z;
    double middle = p + z2 / (2 * of);
    double half = Z * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
    // Rounding must not take the bound of a spotless label below 1.
    return right == of ? 1 : (middle + half) / (1 + z2 / of);
  }
}
