package io.github.issuetagger.policy;

import io.github.issuetagger.math.WilsonInterval;

/**
 * How often the App was right of late, by what people did about it.
 *
 * @param right of the judged times, those when it was right
 * @param of the times that people had their say, or could have
 */
public record OutcomeTally(int right, int of) {
  /** Fewer times tell of chance, whatever the interval says. */
  static final int ENOUGH = 5;

  public OutcomeTally {
    if (right < 0 || right > of) {
      throw new IllegalArgumentException("right " + right + " times of " + of);
    }
  }

  /** Whether it is plain by now that the App is right less often than that share, 0–1. */
  boolean below(double share) {
    return of >= ENOUGH && WilsonInterval.upperBound(right, of) < share;
  }
}
