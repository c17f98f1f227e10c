package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.learning.training.LabelReport;
import io.github.issuetagger.math.Counts;
import java.util.List;
import java.util.Optional;

/**
 * How well a repository's issues can be labelled, judged on its newer ones.
 *
 * @param learnt how many issues were learnt from
 * @param tested how many were judged on
 * @param precision the precision asked for, 0–1
 * @param scores the ladder first, then each rung alone, then what it is compared with
 * @param labels one a label, in the catalog's order
 * @param curve from few issues to all
 * @param confusions the commonest first
 * @param warnings what makes these figures too good to be true; empty as a rule
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

  /** How labels are given at the precision asked for, over all labels. */
  public Counts sure() {
    return Counts.sum(labels.stream().map(LabelReport::sure).toList());
  }

  /**
   * How the labels of one task are given at the precision asked for, on the same issues; empty if
   * there are none.
   */
  public Optional<Counts> sure(LabelTask task) {
    List<Counts> measures =
        labels.stream().filter(label -> label.task() == task).map(LabelReport::sure).toList();
    return measures.isEmpty() ? Optional.empty() : Optional.of(Counts.sum(measures));
  }
}
