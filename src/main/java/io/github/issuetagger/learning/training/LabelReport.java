package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.math.Counts;
import java.util.OptionalDouble;

/**
 * How well one label is given, measured on issues that were not trained on.
 *
 * @param label the label's name
 * @param task the label's task
 * @param uses how many examples have the label
 * @param scorer the scorer that serves the label
 * @param threshold the score, 0–1, from which the label is given for F1
 * @param measure the results from that threshold
 * @param sureThreshold the score, 0–1, from which the label reaches the required precision; empty
 *     if it never does, so that it is not applied
 * @param sure the results from that threshold
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
  /** The share, 0–1, of the label's issues that get the label at the required precision. */
  public double coverage() {
    return sure.recall();
  }
}
