package io.github.issuetagger.evaluation;

import java.util.List;

/**
 * What can be learnt from so many issues.
 *
 * @param issues how many, the newest of the history
 * @param scores the ladder first, then each rung alone
 */
public record CurvePoint(int issues, List<ScorerMetrics> scores) {
  public CurvePoint {
    scores = List.copyOf(scores);
  }
}
