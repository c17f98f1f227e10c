package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.bundle.LogisticWeights;
import io.github.issuetagger.text.LabelKind;
import io.github.issuetagger.text.LabelKindClassifier;
import io.github.issuetagger.text.LabelNameWords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores the labels that name only a type of issue, such as {@code C-bug} or {@code enhancement}. A
 * logistic regression for each type combines the trained classifier and the wording. Types look
 * alike in every repository, so similarity and entailment are not used;
 * docs/decisions/0006-types.md.
 */
final class TypeScorer {
  static final String NAME = "zero-shot/issue-type";

  /** The feature that marks these labels. */
  private static final String BARE = "bare";

  private static final Map<LabelKind, Set<String>> PLAIN =
      Map.of(
          LabelKind.BUG, Set.of("bug", "bugs", "defect"),
          LabelKind.FEATURE,
              Set.of(
                  "enhancement",
                  "enhancements",
                  "feature",
                  "features",
                  "improvement",
                  "improvements",
                  "new",
                  "request",
                  "requests"),
          LabelKind.QUESTION, Set.of("question", "questions", "support"),
          LabelKind.DOCS, Set.of("doc", "docs", "documentation"));

  private static final Set<String> EMPTY = Set.of("issue", "issues", "kind", "label", "type");

  private final Map<String, LogisticWeights> byKind;

  /**
   * Scores labels by fitted weights.
   *
   * @param byKind the weights by {@link LabelKind#id}; labels of other kinds get no score. {@code
   *     K|match} has the weights for labels that a matcher was asked about
   */
  TypeScorer(Map<String, LogisticWeights> byKind) {
    this.byKind = Map.copyOf(byKind);
  }

  /** Returns the weights for labels that no matcher was asked about. */
  TypeScorer withoutMatch() {
    return new TypeScorer(
        byKind.entrySet().stream()
            .filter(score -> !MatcherFeatures.isNamed(score.getKey()))
            .filter(
                score ->
                    score.getValue().weights().keySet().stream()
                        .noneMatch(MatcherFeatures::isNamed))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Returns the weights for labels that a matcher was asked about, if possible {@code K|match}. */
  TypeScorer withMatch() {
    Map<String, LogisticWeights> matched = new HashMap<>();
    for (LabelKind kind : PLAIN.keySet()) {
      Stream.of(kind.id() + "|match", kind.id())
          .filter(byKind::containsKey)
          .findFirst()
          .ifPresent(name -> matched.put(kind.id(), byKind.get(name)));
    }
    return new TypeScorer(matched);
  }

  /** Whether no label is scored here. */
  boolean none() {
    return byKind.isEmpty();
  }

  /** Returns by the position in the catalog the scores of labels that name only a type. */
  Map<Integer, ScoredLabel> of(LabelCatalog catalog, List<Map<String, Double>> features) {
    Map<Integer, ScoredLabel> scores = new HashMap<>();
    for (int i = 0; i < catalog.size(); i++) {
      int position = i;
      score(catalog.labels().get(i), features.get(i))
          .ifPresent(scored -> scores.put(position, scored));
    }
    return scores;
  }

  /** Returns the score of a label; empty if it does not name only a type. */
  Optional<ScoredLabel> score(Label label, Map<String, Double> row) {
    return logOdds(label, row)
        .map(odds -> new ScoredLabel(label.name(), LogOdds.probability(odds), NAME));
  }

  /** Returns the log-odds of a label; empty if it does not name only a type. */
  Optional<Double> logOdds(Label label, Map<String, Double> row) {
    return score(label).map(score -> score.logOdds(row));
  }

  private Optional<LogisticWeights> score(Label label) {
    return bare(label)
        ? Optional.ofNullable(byKind.get(LabelKindClassifier.of(label).id()))
        : Optional.empty();
  }

  /**
   * Whether a label consists of common words for one type. {@code regression} and {@code crash} do
   * not count, because few bugs are regressions or crashes. All such labels are of {@link
   * LabelTask#TYPE}.
   */
  private static boolean bare(Label label) {
    Set<String> plain = PLAIN.getOrDefault(LabelKindClassifier.of(label), Set.of());
    List<String> words = LabelNameWords.of(label.name()).words();
    return !LabelKindClassifier.qualified(label)
        && words.stream().anyMatch(plain::contains)
        && words.stream().allMatch(word -> plain.contains(word) || EMPTY.contains(word));
  }

  /**
   * Adds the features that only these labels have: {@code bare}, and how many labels name the same
   * type, because an issue seldom carries two of them.
   */
  static void mark(LabelCatalog catalog, List<Map<String, Double>> features) {
    Map<LabelKind, Long> kinds =
        catalog.labels().stream()
            .filter(TypeScorer::bare)
            .collect(Collectors.groupingBy(LabelKindClassifier::of, Collectors.counting()));
    for (int i = 0; i < catalog.size(); i++) {
      Label label = catalog.labels().get(i);
      if (bare(label)) {
        LabelKind kind = LabelKindClassifier.of(label);
        features.get(i).put(BARE, 1.0);
        features.get(i).put(kind.id() + "|siblings", Math.log(kinds.getOrDefault(kind, 1L)));
      }
    }
  }

  /**
   * Returns the probability from which giving a label is best for F1. A label whose type is only in
   * its description gets the mean of all types.
   */
  double f1Threshold(String label) {
    return score(Label.of(label, ""))
        .map(LogisticWeights::threshold)
        .orElseGet(
            () ->
                byKind.values().stream()
                    .mapToDouble(LogisticWeights::threshold)
                    .average()
                    .orElse(0.5));
  }

  /** Returns one line for people. */
  String describe() {
    return NAME + " (" + String.join(", ", byKind.keySet().stream().sorted().toList()) + ")";
  }
}
