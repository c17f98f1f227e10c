package io.github.issuetagger.issue;

import java.util.Comparator;
import java.util.List;

/**
 * What the ladder says about one issue: a score for every label of the catalog.
 *
 * @param scores one entry a label, in the catalog's order
 * @param bundle name and version of the model bundle that was used
 * @param precision how precise such scores were on the repository's own past
 */
public record Prediction(List<ScoredLabel> scores, String bundle, MeasuredPrecision precision) {
  public Prediction {
    scores = List.copyOf(scores);
  }

  /** A prediction by something that was not measured on the repository. */
  public Prediction(List<ScoredLabel> scores, String bundle) {
    this(scores, bundle, MeasuredPrecision.NONE);
  }

  /** The same scores, best first; ties keep the catalog's order. */
  public List<ScoredLabel> ranked() {
    return scores.stream()
        .sorted(Comparator.comparingDouble(ScoredLabel::score).reversed())
        .toList();
  }

  /** The rungs that spoke, joined by {@code +}; {@code none} for an empty catalog. */
  public String rung() {
    List<String> rungs = scores.stream().map(ScoredLabel::rung).distinct().toList();
    return rungs.isEmpty() ? "none" : String.join("+", rungs);
  }
}
