package io.github.issuetagger.model.bundle;

import java.util.Map;

/**
 * A fitted logistic regression over named features.
 *
 * @param intercept the log-odds if every feature is 0
 * @param weights the weights by feature
 * @param threshold the lowest probability, 0–1, to give a label at for the best F1 on the fitted
 *     data
 */
public record LogisticWeights(double intercept, Map<String, Double> weights, double threshold) {
  public LogisticWeights {
    weights = Map.copyOf(weights);
  }

  /** Returns the log-odds for a feature vector. Missing features count as 0. */
  public double logOdds(Map<String, Double> features) {
    double sum = intercept;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      sum += weight.getValue() * features.getOrDefault(weight.getKey(), 0.0);
    }
    return sum;
  }
}
