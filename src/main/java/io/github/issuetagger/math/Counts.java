package io.github.issuetagger.math;

import java.util.List;

/**
 * Counts of given and correct labels, with precision, recall and F1.
 *
 * @param right the number of labels that were given and belong
 * @param given the number of labels that were given
 * @param positives the number of labels that belong
 */
public record Counts(int right, int given, int positives) {
  /** Returns the share of the given labels that belong, 0–1, or 0 if none was given. */
  public double precision() {
    return given == 0 ? 0 : (double) right / given;
  }

  /** Returns the share of the belonging labels that were given, 0–1, or 0 if none belongs. */
  public double recall() {
    return positives == 0 ? 0 : (double) right / positives;
  }

  /** Returns the harmonic mean of precision and recall, 0–1. */
  public double f1() {
    return given + positives == 0 ? 0 : 2.0 * right / (given + positives);
  }

  /** Returns the sum of the counts. */
  public static Counts sum(List<Counts> counts) {
    return counts.stream().reduce(new Counts(0, 0, 0), Counts::plus);
  }

  /** Returns the sum of both counts. */
  public Counts plus(Counts other) {
    return new Counts(right + other.right, given + other.given, positives + other.positives);
  }
}
