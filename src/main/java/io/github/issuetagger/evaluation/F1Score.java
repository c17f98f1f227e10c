package io.github.issuetagger.evaluation;

import io.github.issuetagger.math.Counts;
import java.util.List;

/**
 * How well several labels were given.
 *
 * @param micro over all pairs of an issue and a label
 * @param macroF1 the mean of the labels' F1, 0–1, over labels that some issue of the test has; 0 if
 *     no issue has any
 */
public record F1Score(Counts micro, double macroF1) {
  /** Sums up the measures of the labels. */
  static F1Score of(List<Counts> labels) {
    return new F1Score(
        Counts.sum(labels),
        labels.stream()
            .filter(label -> label.positives() > 0)
            .mapToDouble(Counts::f1)
            .average()
            .orElse(0));
  }
}
