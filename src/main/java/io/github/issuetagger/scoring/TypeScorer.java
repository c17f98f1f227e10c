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
 * Scores the labels that name a type of issue and nothing else, such as {@code C-bug} or {@code
 * enhancement}, by a logistic regression a type over what the trained classifier and the wording
 * say. A type is told alike in every repository, so neither similarity nor entailment is asked;
 * docs/decisions/0006-types.md.
 */
final class TypeScorer {
  static final String NAME = "zero-shot/issue-type";

  /** The feature by which a fit knows these labels. */
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
   * Scores by fitted weights.
   *
   * @param byKind the weights by {@link LabelKind#id}; labels of other kinds get no score. {@code
   *     K|match} holds those for labels that a matcher was asked about
   */
  TypeScorer(Map<String, LogisticWeights> byKind) {
    this.byKind = Map.copyOf(byKind);
  }

  /** Those for labels that no matcher was asked about: none of them weighs a matcher's answers. */
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

  /** Those for labels that a matcher was asked about: {@code K|match} goes before {@code K}. */
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

  boolean none() {
    return byKind.isEmpty();
  }

  /** The scores of the labels that are scored here, by their position in the catalog. */
  Map<Integer, ScoredLabel> of(LabelCatalog catalog, List<Map<String, Double>> features) {
    Map<Integer, ScoredLabel> scores = new HashMap<>();
    for (int i = 0; i < catalog.size(); i++) {
      int position = i;
      score(catalog.labels().get(i), features.get(i))
          .ifPresent(scored -> scores.put(position, scored));
    }
    return scores;
  }

  /** The score of a label, where it is scored here. */
  Optional<ScoredLabel> score(Label label, Map<String, Double> row) {
    return logOdds(label, row)
        .map(odds -> new ScoredLabel(label.name(), LogOdds.probability(odds), NAME));
  }

  /** The log-odds of a label, where it is scored here. */
  Optional<Double> logOdds(Label label, Map<String, Double> row) {
    return score(label).map(score -> score.logOdds(row));
  }

  private Optional<LogisticWeights> score(Label label) {
    return bare(label)
        ? Optional.ofNullable(byKind.get(LabelKindClassifier.of(label).id()))
        : Optional.empty();
  }

  /**
   * Whether a label names a type by its common words and nothing else. {@code regression} and
   * {@code crash} are bugs, too, but of a sort that few bugs are. All such labels are of {@link
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
   * Adds what only these labels have, in the catalog's order: {@code bare}, and how many of them
   * name the same type, since an issue seldom carries two.
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
   * The probability from which a label that was scored here is best given for F1. A label whose
   * type only its description tells gets the mean of all types.
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

  /** One line for people. */
  String describe() {
    return NAME + " (" + String.join(", ", byKind.keySet().stream().sorted().toList()) + ")";
  }
}
