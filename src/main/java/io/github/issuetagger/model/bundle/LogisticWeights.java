package io.github.issuetagger.model.bundle;

import java.util.Map;

/**
 * A fitted logistic regression over named features.
 *
 * @param intercept the score when every feature is 0
 * @param weights a weight a feature
 * @param threshold the probability, 0–1, from which answering "yes" was best for F1 when fitted
 */
public record LogisticWeights(double intercept, Map<String, Double> weights, double threshold) {
  public LogisticWeights {
    weights = Map.copyOf(weights);
  }

  /** The log-odds for a row of features; one that the row leaves out is 0. */
  public double logOdds(Map<String, Double> row) {
    double sum = intercept;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      sum += weight.getValue() * row.getOrDefault(weight.getKey(), 0.0);
    }
    return sum;
  }
}
