package io.github.issuetagger.model;

import java.util.Map;

/**
 * A fitted logistic regression over named features.
 *
 * @param intercept the score when every feature is 0
 * @param weights a weight a feature
 * @param threshold the probability, 0–1, from which answering "yes" was best for F1 when fitted
 */
public record LinearScore(double intercept, Map<String, Double> weights, double threshold) {
  public LinearScore {
    weights = Map.copyOf(weights);
  }
}
