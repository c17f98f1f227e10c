package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.learning.training.LabelReport;
import io.github.issuetagger.math.Counts;
import java.util.List;
import java.util.Optional;

/**
 * The results of an evaluation.
 *
 * @param learnt the number of training issues
 * @param tested the number of test issues
 * @param precision the requested precision, 0–1
 * @param scores the metrics of the cascade, then of each scorer alone, then of the baselines
 * @param labels each label's metrics, in the catalog's order
 * @param curve the learning curve, from few issues to all
 * @param confusions the most frequent confusions first
 * @param warnings why the metrics may be too good; usually empty
 */
public record EvaluationReport(
    int learnt,
    int tested,
    double precision,
    List<ScorerMetrics> scores,
    List<LabelReport> labels,
    List<CurvePoint> curve,
    List<Confusion> confusions,
    List<String> warnings) {
  public EvaluationReport {
    scores = List.copyOf(scores);
    labels = List.copyOf(labels);
    curve = List.copyOf(curve);
    confusions = List.copyOf(confusions);
    warnings = List.copyOf(warnings);
  }

  /** Returns the counts at the requested precision over all labels. */
  public Counts sure() {
    return Counts.sum(labels.stream().map(LabelReport::sure).toList());
  }

  /**
   * Returns the counts at the requested precision over the labels of one task, on the same issues,
   * or empty if there are none.
   */
  public Optional<Counts> sure(LabelTask task) {
    List<Counts> measures =
        labels.stream().filter(label -> label.task() == task).map(LabelReport::sure).toList();
    return measures.isEmpty() ? Optional.empty() : Optional.of(Counts.sum(measures));
  }
}
