package io.github.issuetagger.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scores of one issue: a score for every label of the catalog.
 *
 * @param scores one score per label, in the catalog's order
 * @param bundle the name and version of the model bundle
 * @param precision the precision of such scores on the repository's own issues
 * @param corrected how corrections moved a label's score, by the label's key; labels whose score no
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

  /** Creates a prediction that no correction moved. */
  public Prediction(List<ScoredLabel> scores, String bundle, HoldoutPrecision precision) {
    this(scores, bundle, precision, Map.of());
  }

  /** Creates a prediction by a model that was not measured on the repository. */
  public Prediction(List<ScoredLabel> scores, String bundle) {
    this(scores, bundle, HoldoutPrecision.NONE);
  }

  /** Returns how corrections moved the label's score, or empty if none did. */
  public Optional<CorrectedScore> corrected(String label) {
    return Optional.ofNullable(corrected.get(LabelCatalog.key(label)));
  }

  /** Returns the scores, best first. Ties keep the catalog's order. */
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
