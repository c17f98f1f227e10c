package io.github.issuetagger.learn;

import java.util.List;

/**
 * How well a repository's issues can be labelled, judged on its newer ones.
 *
 * @param learnt how many issues were learnt from
 * @param tested how many were judged on
 * @param precision the precision asked for, 0–1
 * @param scores the ladder first, then each rung alone, then what it is compared with
 * @param sure how labels are given at that precision, over all labels
 * @param labels one a label, in the catalog's order
 * @param curve from few issues to all
 * @param confusions the commonest first
 * @param warnings what makes these figures too good to be true; empty as a rule
 */
public record EvaluationReport(
    int learnt,
    int tested,
    double precision,
    List<RungScore> scores,
    Measure sure,
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
}
