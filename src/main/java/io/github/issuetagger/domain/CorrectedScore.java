package io.github.issuetagger.domain;

import java.util.List;

/**
 * A label's score with and without corrections.
 *
 * @param before the score without the corrections, 0–1
 * @param after the score with the corrections, 0–1
 * @param corrections the corrections that move the score, the strongest first
 */
public record CorrectedScore(double before, double after, List<Correction> corrections) {
  public CorrectedScore {
    corrections = List.copyOf(corrections);
  }

  /**
   * A correction that moves the score.
   *
   * @param issue the corrected issue's number
   * @param belongs whether the label belongs to the corrected issue
   * @param similarity the cosine of the two issues' embeddings
   * @param nearlySame whether the two issues are near duplicates
   */
  public record Correction(int issue, boolean belongs, double similarity, boolean nearlySame) {}
}
