package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.Counts;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Compares predictions with the labels that people gave. */
final class PredictionJudge {
  /** How many issues to keep as examples of a confusion. */
  private static final int EXAMPLES = 3;

  private final LabelCatalog catalog;
  private final List<LabeledIssue> test;
  private final List<Set<String>> belong;

  /** Creates a judge for labeled test issues. */
  PredictionJudge(LabelCatalog catalog, List<LabeledIssue> test) {
    this.catalog = catalog;
    this.test = List.copyOf(test);
    this.belong =
        test.stream()
            .map(
                issue -> issue.labels().stream().map(LabelCatalog::key).collect(Collectors.toSet()))
            .toList();
  }

  /** Returns each label's counts, in the catalog's order. */
  List<Counts> labels(List<Prediction> predictions, ToDoubleFunction<ScoredLabel> thresholds) {
    List<Counts> counts = new ArrayList<>();
    for (int label = 0; label < catalog.size(); label++) {
      int position = label;
      counts.add(
          measure(
              catalog.labels().get(label).name(),
              issue -> {
                ScoredLabel scored = predictions.get(issue).scores().get(position);
                return scored.score() >= thresholds.applyAsDouble(scored);
              }));
    }
    return counts;
  }

  /**
   * Returns the counts of one label.
   *
   * @param gives whether the label is given to an issue, by the issue's index
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

  /** Returns the metrics over all labels of the catalog, and over those of each task. */
  ScorerMetrics score(
      String scorer, List<Prediction> predictions, ToDoubleFunction<ScoredLabel> thresholds) {
    return score(scorer, catalog.labels(), labels(predictions, thresholds));
  }

  /**
   * Returns the metrics over all given labels, and over those of each task.
   *
   * @param counts each label's counts, in the same order
   */
  static ScorerMetrics score(String scorer, List<Label> labels, List<Counts> counts) {
    return ScorerMetrics.of(
        scorer, labels.stream().map(LabelKindClassifier::task).toList(), counts);
  }

  /**
   * Returns the most frequent confusions: pairs of a label that an issue has but did not get, and a
   * label that it got but does not have.
   *
   * @param limit the maximum number of confusions
   */
  List<Confusion> confusions(
      List<Prediction> predictions, ToDoubleFunction<ScoredLabel> thresholds, int limit) {
    Map<Pair, List<LabeledIssue>> issues = new LinkedHashMap<>();
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
          issues
              .computeIfAbsent(new Pair(expected, given), pair -> new ArrayList<>())
              .add(test.get(i));
        }
      }
    }
    return issues.entrySet().stream()
        .map(
            entry ->
                new Confusion(
                    entry.getKey().expected(),
                    entry.getKey().given(),
                    entry.getValue().size(),
                    entry.getValue().stream().limit(EXAMPLES).toList()))
        .sorted(Comparator.comparingInt(Confusion::count).reversed())
        .limit(limit)
        .toList();
  }

  private record Pair(String expected, String given) {}
}
