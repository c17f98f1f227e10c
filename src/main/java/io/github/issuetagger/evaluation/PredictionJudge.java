package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.Counts;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Compares predictions with what people did. */
final class PredictionJudge {
  private final LabelCatalog catalog;
  private final List<LabeledIssue> test;
  private final List<Set<String>> belong;

  /** A judge over issues that somebody has labelled. */
  PredictionJudge(LabelCatalog catalog, List<LabeledIssue> test) {
    this.catalog = catalog;
    this.test = List.copyOf(test);
    this.belong =
        test.stream()
            .map(
                issue -> issue.labels().stream().map(LabelCatalog::key).collect(Collectors.toSet()))
            .toList();
  }

  /** One measure a label, in the catalog's order. */
  List<Counts> labels(List<Prediction> predictions, ToDoubleFunction<ScoredLabel> thresholds) {
    List<Counts> measures = new ArrayList<>();
    for (int label = 0; label < catalog.size(); label++) {
      int position = label;
      measures.add(
          measure(
              catalog.labels().get(label).name(),
              issue -> {
                ScoredLabel scored = predictions.get(issue).scores().get(position);
                return scored.score() >= thresholds.applyAsDouble(scored);
              }));
    }
    return measures;
  }

  /**
   * One label.
   *
   * @param gives to which of the issues it is given
   */
  Counts measure(String label, IntPredicate gives) {
    String key = LabelCatalog.key(label);
    int right = 0;
    int given = 0;
    int positives = 0;
    for (int issue = 0; issue < belong.size(); issue++) {
      boolean yes = belong.get(issue).contains(key);
      boolean gave = gives.test(issue);
      positives += yes ? 1 : 0;
      given += gave ? 1 : 0;
      right += yes && gave ? 1 : 0;
    }
    return new Counts(right, given, positives);
  }

  /** All labels of the catalog together, and those of each task. */
  ScorerMetrics score(
      String rung, List<Prediction> predictions, ToDoubleFunction<ScoredLabel> thresholds) {
    return score(rung, catalog.labels(), labels(predictions, thresholds));
  }

  /**
   * These labels together, and those of each task.
   *
   * @param measures one a label, in the same order
   */
  static ScorerMetrics score(String rung, List<Label> labels, List<Counts> measures) {
    return ScorerMetrics.of(
        rung, labels.stream().map(LabelKindClassifier::task).toList(), measures);
  }

  /** Each label that was missed on an issue, with each that was given there instead. */
  Confusions confusions(List<Prediction> predictions, ToDoubleFunction<ScoredLabel> thresholds) {
    Confusions confusions = new Confusions();
    for (int i = 0; i < predictions.size(); i++) {
      List<String> missed = new ArrayList<>();
      List<String> wrong = new ArrayList<>();
      for (ScoredLabel scored : predictions.get(i).scores()) {
        boolean yes = belong.get(i).contains(LabelCatalog.key(scored.label()));
        boolean gives = scored.score() >= thresholds.applyAsDouble(scored);
        if (yes && !gives) {
          missed.add(scored.label());
        } else if (gives && !yes) {
          wrong.add(scored.label());
        }
      }
      for (String expected : missed) {
        for (String given : wrong) {
          confusions.add(expected, given, test.get(i));
        }
      }
    }
    return confusions;
  }
}
