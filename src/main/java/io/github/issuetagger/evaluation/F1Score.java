package io.github.issuetagger.evaluation;

import io.github.issuetagger.math.Counts;
import java.util.List;

/**
 * Micro and macro F1 over several labels.
 *
 * @param micro the counts over all pairs of an issue and a label
 * @param macroF1 the mean F1, 0–1, of the labels that at least one test issue has; 0 if there are
 *     none
 */
public record F1Score(Counts micro, double macroF1) {
  /** Summarizes the labels' counts. */
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
