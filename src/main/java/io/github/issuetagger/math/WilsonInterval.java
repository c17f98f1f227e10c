package io.github.issuetagger.math;

/**
 * The score interval for a proportion: Wilson, "Probable inference, the law of succession, and
 * statistical inference" (1927). Each bound is one-sided at 90 %.
 */
public final class WilsonInterval {
  /** The one-sided 90 % quantile of the normal distribution. */
  private static final double Z = 1.2815515655446004;

  private WilsonInterval() {}

  /**
   * Returns the lower bound, 0–1.
   *
   * @param successes how many of the trials succeeded
   * @param trials how many trials there were; the bound is 0 if there were none
   */
  public static double lowerBound(int successes, int trials) {
    return trials == 0 ? 0 : bound(successes, trials, -1);
  }

  /**
   * Returns the upper bound, 0–1.
   *
   * @param successes how many of the trials succeeded
   * @param trials how many trials there were; the bound is 1 if there were none
   */
  public static double upperBound(int successes, int trials) {
    // Rounding could take the bound below 1 if every trial succeeded.
    return successes == trials ? 1 : bound(successes, trials, 1);
  }

  private static double bound(int successes, int trials, int side) {
    double p = (double) successes / trials;
    double z2 = Z * Z;
    double middle = p + z2 / (2 * trials);
    double half = Z * Math.sqrt(p * (1 - p) / trials + z2 / (4.0 * trials * trials));
    return (middle + side * half) / (1 + z2 / trials);
  }
}
