package io.github.issuetagger.domain;

/**
 * How well one label fits an issue.
 *
 * @param label the label's name
 * @param score probability that the label belongs, 0–1
 * @param scorer the scorer that made the score, for example {@code zero-shot/nli}
 */
public record ScoredLabel(String label, double score, String scorer) {
  public ScoredLabel {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score of " + label + " is not in 0–1: " + score);
    }
  }
}
