package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.HoldoutPrecision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why a label fits an issue, or does not.
 *
 * @param label the label's name
 * @param score its score, 0–1
 * @param rung the rung of the ladder that spoke
 * @param bundle name and version of the model bundle
 * @param past how precise scores are about labels on the repository's past
 * @param corrected how corrections moved the score; empty if none did
 * @param phrases the phrases that weighed most for the label, the weightiest first
 * @param neighbours the nearest issues that carry the label, the nearest first
 * @param refusals the nearest issues where people said that the label does not belong, as far as
 *     that counts here, the nearest first
 */
public record Explanation(
    String label,
    double score,
    String rung,
    String bundle,
    HoldoutPrecision past,
    Optional<CorrectedScore> corrected,
    List<Phrase> phrases,
    List<Neighbour> neighbours,
    List<Neighbour> refusals) {
  public Explanation {
    phrases = List.copyOf(phrases);
    neighbours = List.copyOf(neighbours);
    refusals = List.copyOf(refusals);
  }

  /**
   * How often such scores were right about this label on the repository's past, at least: 0–1,
   * empty where that was not measured or the score is too low to tell.
   */
  public OptionalDouble precision() {
    return ScorePrecision.precision(past, label, score);
  }

  /**
   * A piece of the issue.
   *
   * @param text what people wrote
   * @param weight by how much the score falls without it, 0–1
   */
  public record Phrase(String text, double weight) {}

  /**
   * An issue of the repository of which somebody said whether the label belongs.
   *
   * @param issue its number
   * @param similarity how alike the two are, 0–1
   */
  public record Neighbour(int issue, double similarity) {}
}
