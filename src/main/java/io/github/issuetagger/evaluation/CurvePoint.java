package io.github.issuetagger.evaluation;

import java.util.List;

/**
 * A point of the learning curve: the metrics after training on a number of issues.
 *
 * @param issues the number of training issues, which are the newest of the history
 * @param scores the metrics of the cascade, then of each scorer alone
 */
public record CurvePoint(int issues, List<ScorerMetrics> scores) {
  public CurvePoint {
    scores = List.copyOf(scores);
  }
}
