package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.learning.neighbors.Neighbor;
import io.github.issuetagger.learning.neighbors.NeighborIndex;
import io.github.issuetagger.learning.neighbors.NeighborVote;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores each example by models that have not seen it. The examples are cut into runs of neighbours
 * in time, so that an issue's twin of the same week does not help either.
 */
final class OutOfFoldScorer {
  private final TrainingExamples examples;
  private final HeadTrainer trainer;
  private final int[] folds;
  private final BaseScoreTable table;

  OutOfFoldScorer(TrainingExamples examples, HeadTrainer trainer, int folds) {
    this.examples = examples;
    this.trainer = trainer;
    this.folds = examples.folds(folds);
    this.table = new BaseScoreTable(examples.labels().size(), examples.size());
  }

  BaseScoreTable table() {
    return table;
  }

  void zeroShot(IssueEncoder encoder) {
    LabelCatalog catalog = new LabelCatalog(examples.labels());
    List<IssueFeatures> issues = examples.issues();
    IntStream.range(0, issues.size())
        .parallel()
        .forEach(
            i -> {
              double[] odds = encoder.zeroShot(issues.get(i), catalog);
              for (int label = 0; label < odds.length; label++) {
                table.of(BaseScore.ZERO_SHOT, label)[i] = odds[label];
              }
            });
  }

  /** The neighbours of each example outside its own run of time. */
  List<List<Neighbor>> neighbours(NeighborIndex index, List<float[]> places) {
    return IntStream.range(0, places.size())
        .parallel()
        .mapToObj(
            i -> index.nearest(places.get(i), NeighborVote.MOST, other -> folds[other] != folds[i]))
        .toList();
  }

  /** Lets the neighbours vote in each of the ways, and keeps the one that errs least. */
  NeighborVote neighbours(List<List<Neighbor>> neighbours) {
    NeighborVote best = NeighborVote.CHOICES.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (NeighborVote vote : NeighborVote.CHOICES) {
      double loss = 0;
      for (int label = 0; label < table.labels(); label++) {
        double[] odds = votes(vote, neighbours, label);
        for (int i = 0; i < odds.length; i++) {
          loss += examples.known(label)[i] ? LogOdds.loss(odds[i], examples.belongs(label)[i]) : 0;
        }
      }
      if (loss < least) {
        least = loss;
        best = vote;
      }
    }
    for (int label = 0; label < table.labels(); label++) {
      double[] odds = votes(best, neighbours, label);
      System.arraycopy(odds, 0, table.of(BaseScore.NEIGHBOURS, label), 0, odds.length);
    }
    return best;
  }

  private double[] votes(NeighborVote vote, List<List<Neighbor>> neighbours, int label) {
    boolean[] belongs = examples.belongs(label);
    double share = examples.share(label);
    return neighbours.stream()
        .mapToDouble(
            nearest -> NeighborVote.logOdds(nearest, vote.weights(nearest), share, i -> belongs[i]))
        .toArray();
  }

  /** Trains the linear models of every label without each run of time in turn. */
  void heads(double cost) {
    int last = Arrays.stream(folds).max().orElse(-1);
    IntStream.range(0, table.labels() * (last + 1))
        .parallel()
        .forEach(task -> heads(task / (last + 1), task % (last + 1), cost));
  }

  private void heads(int label, int fold, double cost) {
    boolean[] used = new boolean[folds.length];
    for (int i = 0; i < used.length; i++) {
      used[i] = folds[i] != fold;
    }
    for (BaseScore signal : HeadTrainer.signals()) {
      LinearModel model = trainer.train(signal, label, cost, used);
      for (int i = 0; i < used.length; i++) {
        if (!used[i]) {
          table.of(signal, label)[i] = model.margin(trainer.rows(signal).get(i));
        }
      }
    }
  }
}
