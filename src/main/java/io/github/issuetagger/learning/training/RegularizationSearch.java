package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.LogOdds;
import java.util.stream.IntStream;

/**
 * Chooses how strongly the linear models are regularised: trained on the older issues, judged on
 * the newer ones by their log loss.
 */
final class RegularizationSearch {
  /** The share of the issues that is trained on. */
  private static final double OLDER = 0.75;

  /** Below this there is nothing to judge by. */
  private static final int LEAST = 40;

  private RegularizationSearch() {}

  /** The best of the costs; the middle one where there are too few issues to tell. */
  static double of(TrainingExamples examples, HeadTrainer trainer, double[] costs) {
    if (examples.size() < LEAST) {
      return costs[costs.length / 2];
    }
    double best = costs[0];
    double least = Double.POSITIVE_INFINITY;
    for (double cost : costs) {
      double loss = loss(examples, trainer, cost);
      if (loss < least) {
        least = loss;
        best = cost;
      }
    }
    return best;
  }

  private static double loss(TrainingExamples examples, HeadTrainer trainer, double cost) {
    int older = (int) (examples.size() * OLDER);
    boolean[] used = new boolean[examples.size()];
    for (int i = 0; i < older; i++) {
      used[i] = true;
    }
    double[][] margins =
        IntStream.range(0, examples.labels().size())
            .parallel()
            .mapToObj(label -> margins(trainer, label, cost, used))
            .toArray(double[][]::new);
    // Margins are no probabilities yet, and cost must not decide that.
    TrainingExamples newer = examples.without(used);
    Calibrator fit = Calibrator.shared(newer, margins);
    double loss = 0;
    for (int label = 0; label < margins.length; label++) {
      for (int i = older; i < used.length; i++) {
        double odds = fit.logOdds(label, margins[label][i], newer.share(label));
        loss += newer.known(label)[i] ? LogOdds.loss(odds, newer.belongs(label)[i]) : 0;
      }
    }
    return loss;
  }

  private static double[] margins(HeadTrainer trainer, int label, double cost, boolean[] used) {
    LinearModel model = trainer.train(BaseScore.HEADS, label, cost, used);
    return trainer.rows(BaseScore.HEADS).stream().mapToDouble(model::margin).toArray();
  }
}
