package io.github.issuetagger.evaluation;

import io.github.issuetagger.math.SparseVector;
import io.github.issuetagger.scoring.HashedWords;
import java.util.List;

/**
 * Multinomial naive Bayes over an issue's words with add-one smoothing, one label against the rest.
 * Simple labeling bots use it, so it is a baseline.
 */
public final class NaiveBayes {
  private final double[] evidence;
  private final double start;

  private NaiveBayes(double[] evidence, double start) {
    this.evidence = evidence;
    this.start = start;
  }

  /**
   * Trains a model for one label.
   *
   * @param counted each issue's word counts by hash
   * @param belongs whether the label belongs to each issue
   */
  public static NaiveBayes train(List<SparseVector> counted, boolean[] belongs) {
    double[][] counts = new double[2][2 * HashedWords.BLOCK];
    double[] totals = new double[2];
    double[] issues = {1, 1};
    for (int i = 0; i < belongs.length; i++) {
      int side = belongs[i] ? 1 : 0;
      SparseVector issue = counted.get(i);
      issues[side]++;
      for (int j = 0; j < issue.indices().length; j++) {
        counts[side][issue.indices()[j]] += issue.values()[j];
        totals[side] += issue.values()[j];
      }
    }
    double[] evidence = counts[1];
    double terms = evidence.length;
    for (int term = 0; term < evidence.length; term++) {
      evidence[term] =
          Math.log((counts[1][term] + 1) / (totals[1] + terms))
              - Math.log((counts[0][term] + 1) / (totals[0] + terms));
    }
    return new NaiveBayes(evidence, Math.log(issues[1] / issues[0]));
  }

  /** Returns the log-odds that the label belongs. */
  public double logOdds(SparseVector counts) {
    double odds = start;
    for (int i = 0; i < counts.indices().length; i++) {
      odds += counts.values()[i] * evidence[counts.indices()[i]];
    }
    return odds;
  }
}
