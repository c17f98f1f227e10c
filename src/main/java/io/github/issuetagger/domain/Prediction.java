package io.github.issuetagger.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scores of one issue: a score for every label of the catalog.
 *
 * @param scores one entry a label, in the catalog's order
 * @param bundle name and version of the model bundle that was used
 * @param precision how precise such scores were on the repository's own past
 * @param corrected by a label's key, how corrections moved its score; labels whose score no
 *     correction moved are missing
 */
public record Prediction(
    List<ScoredLabel> scores,
    String bundle,
    HoldoutPrecision precision,
    Map<String, CorrectedScore> corrected) {
  public Prediction {
    scores = List.copyOf(scores);
    corrected = Map.copyOf(corrected);
  }

  /** A prediction that no correction moved. */
  public Prediction(List<ScoredLabel> scores, String bundle, HoldoutPrecision precision) {
    this(scores, bundle, precision, Map.of());
  }

  /** A prediction by something that was not measured on the repository. */
  public Prediction(List<ScoredLabel> scores, String bundle) {
    this(scores, bundle, HoldoutPrecision.NONE);
  }

  /** How corrections moved the label's score; empty if none did. */
  public Optional<CorrectedScore> corrected(String label) {
    return Optional.ofNullable(corrected.get(LabelCatalog.key(label)));
  }

  /** The same scores, best first; ties keep the catalog's order. */
  public List<ScoredLabel> ranked() {
    return scores.stream()
        .sorted(Comparator.comparingDouble(ScoredLabel::score).reversed())
        .toList();
  }

  /**
   * Returns the scorers that made the scores, joined by {@code +}; {@code none} for an empty
   * catalog.
   */
  public String scorer() {
    List<String> scorers = scores.stream().map(ScoredLabel::scorer).distinct().toList();
    return scorers.isEmpty() ? "none" : String.join("+", scorers);
  }
}
