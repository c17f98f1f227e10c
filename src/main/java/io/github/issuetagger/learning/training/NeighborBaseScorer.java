package io.github.issuetagger.learning.training;

import io.github.issuetagger.learning.neighbors.ApproximateIndex;
import io.github.issuetagger.learning.neighbors.ExactIndex;
import io.github.issuetagger.learning.neighbors.Neighbor;
import io.github.issuetagger.learning.neighbors.NeighborIndex;
import io.github.issuetagger.learning.neighbors.NeighborVote;
import io.github.issuetagger.math.LogOdds;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores a label by the labels of the nearest training examples. */
final class NeighborBaseScorer implements BaseScorer {
  static final String ID = "neighbours";
  static final Prior PRIOR = new Prior(0.2, 0);

  private static final Logger LOG = LoggerFactory.getLogger(NeighborBaseScorer.class);

  /** Up to this many examples are compared one by one, which takes a few milliseconds an issue. */
  private static final int MAX_EXACT = 5000;

  private final NeighborIndex index;
  private final NeighborVote vote;
  private final TrainingExamples examples;

  private NeighborBaseScorer(NeighborIndex index, NeighborVote vote, TrainingExamples examples) {
    this.index = index;
    this.vote = vote;
    this.examples = examples;
  }

  /**
   * Chooses the vote with the lowest loss. Neighbors from an example's own time fold do not vote on
   * the example.
   *
   * @param positions of the examples, of length 1
   * @param folds the time fold of each example
   */
  static Trained train(TrainingExamples examples, List<float[]> positions, int[] folds) {
    NeighborIndex index =
        positions.size() <= MAX_EXACT ? new ExactIndex(positions) : new ApproximateIndex(positions);
    List<List<Neighbor>> neighbors =
        IntStream.range(0, positions.size())
            .parallel()
            .mapToObj(
                i ->
                    index.nearest(
                        positions.get(i), NeighborVote.MOST, other -> folds[other] != folds[i]))
            .toList();
    NeighborVote vote = choose(examples, neighbors);
    LOG.debug("Neighbors vote by {}", vote);
    return new Trained(
        new NeighborBaseScorer(index, vote, examples),
        IntStream.range(0, examples.labels().size())
            .mapToObj(label -> count(vote, examples, neighbors, label))
            .toArray(double[][]::new));
  }

  private static NeighborVote choose(TrainingExamples examples, List<List<Neighbor>> neighbors) {
    NeighborVote best = NeighborVote.CHOICES.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (NeighborVote vote : NeighborVote.CHOICES) {
      double loss = 0;
      for (int label = 0; label < examples.labels().size(); label++) {
        double[] odds = count(vote, examples, neighbors, label);
        for (int i = 0; i < odds.length; i++) {
          loss += examples.known(label)[i] ? LogOdds.loss(odds[i], examples.belongs(label)[i]) : 0;
        }
      }
      if (loss < least) {
        least = loss;
        best = vote;
      }
    }
    return best;
  }

  private static double[] count(
      NeighborVote vote, TrainingExamples examples, List<List<Neighbor>> neighbors, int label) {
    boolean[] belongs = examples.belongs(label);
    double share = examples.share(label);
    return neighbors.stream()
        .mapToDouble(
            nearest -> NeighborVote.logOdds(nearest, vote.weights(nearest), share, i -> belongs[i]))
        .toArray();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Prior prior() {
    return PRIOR;
  }

  @Override
  public double[] score(IssueVectors issue) {
    List<Neighbor> nearest = index.nearest(issue.position(), vote.k(), example -> true);
    double[] weights = vote.weights(nearest);
    double[] odds = new double[examples.labels().size()];
    for (int label = 0; label < odds.length; label++) {
      boolean[] belongs = examples.belongs(label);
      odds[label] = NeighborVote.logOdds(nearest, weights, examples.share(label), i -> belongs[i]);
    }
    return odds;
  }
}
