package io.github.issuetagger.learning.neighbors;

import io.github.issuetagger.math.LogOdds;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Lets the nearest examples vote on a label: {@code (Σ wᵢ yᵢ + p) / (Σ wᵢ + 1)}, with {@code wᵢ =
 * exp((simᵢ − sim₁) / width)} and p the label's share of all examples, so that few or distant
 * neighbors change little.
 *
 * @param k how many neighbors vote
 * @param width how quickly a vote loses weight with distance, in cosine
 */
public record NeighborVote(int k, double width) {
  /** The votes that are tried on a repository's own issues. */
  public static final List<NeighborVote> CHOICES =
      List.of(
          new NeighborVote(5, 0.1),
          new NeighborVote(10, 0.05),
          new NeighborVote(10, 0.15),
          new NeighborVote(20, 0.05),
          new NeighborVote(20, 0.15),
          new NeighborVote(40, 0.1));

  /** The most neighbors of any of these. */
  public static final int MOST = 40;

  /** Returns the weights of the neighbors that vote, the nearest first. */
  public double[] weights(List<Neighbor> nearest) {
    double[] weights = new double[Math.min(k, nearest.size())];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp((nearest.get(i).similarity() - nearest.get(0).similarity()) / width);
    }
    return weights;
  }

  /**
   * Returns the log-odds that the label belongs.
   *
   * @param weights of {@link #weights}
   * @param share the label's share of all examples, 0–1
   * @param has which examples have the label
   */
  public static double logOdds(
      List<Neighbor> nearest, double[] weights, double share, IntPredicate has) {
    double yes = share;
    double all = 1;
    for (int i = 0; i < weights.length; i++) {
      all += weights[i];
      if (has.test(nearest.get(i).example())) {
        yes += weights[i];
      }
    }
    return LogOdds.logit(yes / all);
  }
}
