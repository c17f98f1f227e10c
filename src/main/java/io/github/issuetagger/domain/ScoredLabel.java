package io.github.issuetagger.domain;

/**
 * A label's score for an issue.
 *
 * @param label the label's name
 * @param score the probability, 0–1, that the label belongs to the issue
 * @param scorer the scorer that made the score, for example {@code zero-shot/nli}
 */
public record ScoredLabel(String label, double score, String scorer) {
  public ScoredLabel {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score of " + label + " is not in 0–1: " + score);
    }
  }
}
