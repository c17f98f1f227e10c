package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.math.Counts;
import java.util.OptionalDouble;

/**
 * How well one label is given, judged on issues that were not learnt from.
 *
 * @param label the label's name
 * @param task what it is for
 * @param uses how many examples have it
 * @param scorer the scorer that serves it
 * @param threshold the score, 0–1, from which it is given for F1
 * @param measure how that went
 * @param sureThreshold the score, 0–1, from which it reaches the precision asked for; empty when it
 *     never does, and is then not applied
 * @param sure how that went
 */
public record LabelReport(
    String label,
    LabelTask task,
    int uses,
    String scorer,
    double threshold,
    Counts measure,
    OptionalDouble sureThreshold,
    Counts sure) {
  /** Of the issues that have the label, the share that gets it at the precision asked for, 0–1. */
  public double coverage() {
    return sure.recall();
  }
}
