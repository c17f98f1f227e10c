package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.HoldoutPrecision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why a label fits an issue or does not.
 *
 * @param label the label's name
 * @param score the label's score, 0–1
 * @param scorer the scorer behind the score
 * @param bundle name and version of the model bundle
 * @param holdout how precise scores were on the repository's holdout issues
 * @param corrected how corrections moved the score; empty if none did
 * @param phrases the phrases with the most weight for the label, heaviest first
 * @param neighbors the nearest issues with the label, nearest first
 * @param refusals the nearest issues where people rejected the label and that count here, nearest
 *     first
 */
public record Explanation(
    String label,
    double score,
    String scorer,
    String bundle,
    HoldoutPrecision holdout,
    Optional<CorrectedScore> corrected,
    List<Phrase> phrases,
    List<SimilarIssue> neighbors,
    List<SimilarIssue> refusals) {
  public Explanation {
    phrases = List.copyOf(phrases);
    neighbors = List.copyOf(neighbors);
    refusals = List.copyOf(refusals);
  }

  /**
   * Returns the highest precision, in whole percent, that scores from this one on reached for the
   * label on the holdout issues.
   *
   * @return 0.01–0.99; empty if nothing was measured or the score is too low
   */
  public OptionalDouble precision() {
    for (int percent = holdout.measured(label) ? 99 : 0; percent > 0; percent--) {
      OptionalDouble from = holdout.threshold(label, percent / 100.0);
      if (from.isPresent() && score >= from.getAsDouble()) {
        return OptionalDouble.of(percent / 100.0);
      }
    }
    return OptionalDouble.empty();
  }

  /**
   * A piece of the issue's text.
   *
   * @param text the piece
   * @param weight how far the score falls without the piece, 0–1
   */
  public record Phrase(String text, double weight) {}

  /**
   * A similar issue, about which somebody said whether the label belongs.
   *
   * @param issue the issue's number
   * @param similarity how similar the two issues are, 0–1
   */
  public record SimilarIssue(int issue, double similarity) {}
}
