package io.github.issuetagger.policy;

import io.github.issuetagger.math.WilsonInterval;

/**
 * How often the App was right recently, judged by people's reactions.
 *
 * @param right how many of the judged actions were right
 * @param total how many actions were judged
 */
public record OutcomeTally(int right, int total) {
  /** Fewer judged actions prove nothing, whatever the interval says. */
  static final int MIN_TOTAL = 5;

  public OutcomeTally {
    if (right < 0 || right > total) {
      throw new IllegalArgumentException("right " + right + " times of " + total);
    }
  }

  /** Returns whether the App is surely right less often than the given share, 0–1. */
  boolean below(double share) {
    return total >= MIN_TOTAL && WilsonInterval.upperBound(right, total) < share;
  }
}
