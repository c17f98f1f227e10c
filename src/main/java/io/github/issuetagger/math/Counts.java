package io.github.issuetagger.math;

import java.util.List;

/**
 * How well labels were given.
 *
 * @param right how often a label was given that belongs
 * @param given how often one was given
 * @param positives how often one belongs
 */
public record Counts(int right, int given, int positives) {
  /** Of what was given, the share that belongs, 0–1; 0 when nothing was given. */
  public double precision() {
    return given == 0 ? 0 : (double) right / given;
  }

  /** Of what belongs, the share that was given, 0–1; 0 when nothing belongs. */
  public double recall() {
    return positives == 0 ? 0 : (double) right / positives;
  }

  /** The harmonic mean of both, 0–1. */
  public double f1() {
    return given + positives == 0 ? 0 : 2.0 * right / (given + positives);
  }

  public static Counts sum(List<Counts> measures) {
    return measures.stream().reduce(new Counts(0, 0, 0), Counts::plus);
  }

  public Counts plus(Counts other) {
    return new Counts(right + other.right, given + other.given, positives + other.positives);
  }
}
