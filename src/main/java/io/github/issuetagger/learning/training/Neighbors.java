package io.github.issuetagger.learning.training;

import io.github.issuetagger.learning.neighbors.Neighbor;
import io.github.issuetagger.learning.neighbors.NeighborIndex;
import io.github.issuetagger.learning.neighbors.NeighborVote;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.List;

/** The examples as neighbours of new issues. */
final class Neighbors {
  private final NeighborIndex index;
  private final NeighborVote vote;
  private final TrainingExamples examples;

  Neighbors(NeighborIndex index, NeighborVote vote, TrainingExamples examples) {
    this.index = index;
    this.vote = vote;
    this.examples = examples;
  }

  /** Where an issue lies among others: the mean of whole and title, of length 1. */
  static float[] place(IssueFeatures issue) {
    float[] sum = issue.whole().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += issue.title()[i];
    }
    return Vectors.fastNormalized(sum);
  }

  /** The log-odds of each label. */
  double[] logOdds(float[] place) {
    List<Neighbor> nearest = index.nearest(place, vote.k(), example -> true);
    double[] weights = vote.weights(nearest);
    double[] odds = new double[examples.labels().size()];
    for (int label = 0; label < odds.length; label++) {
      boolean[] belongs = examples.belongs(label);
      odds[label] = NeighborVote.logOdds(nearest, weights, examples.share(label), i -> belongs[i]);
    }
    return odds;
  }
}
