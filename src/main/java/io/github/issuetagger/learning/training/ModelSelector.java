package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.LogOdds;
import java.util.List;

/**
 * Decides which scorer serves a label: the blend, unless another scorer errs less on the label's
 * examples by more than chance explains.
 */
final class ModelSelector {
  /**
   * How many standard errors better a scorer has to be: it is the best of several, and luck helps.
   */
  private static final double SURE = 2.5;

  private ModelSelector() {}

  /**
   * The position of the scorer that serves the label.
   *
   * @param scorers the blend first
   */
  static int of(TrainingExamples examples, int label, List<LearnedScorer> scorers) {
    int chosen = 0;
    double farthest = SURE;
    for (int scorer = 1; scorer < scorers.size(); scorer++) {
      double better =
          better(examples, label, scorers.get(0).odds()[label], scorers.get(scorer).odds()[label]);
      if (better > farthest) {
        farthest = better;
        chosen = scorer;
      }
    }
    return chosen;
  }

  /** By how many standard errors the challenger's log loss is lower. */
  private static double better(
      TrainingExamples examples, int label, double[] standing, double[] challenger) {
    boolean[] belongs = examples.belongs(label);
    int n = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < belongs.length; i++) {
      if (examples.known(label)[i]) {
        double gain =
            LogOdds.loss(standing[i], belongs[i]) - LogOdds.loss(challenger[i], belongs[i]);
        n++;
        sum += gain;
        squares += gain * gain;
      }
    }
    double variance = n < 2 ? 0 : (squares - sum * sum / n) / (n - 1);
    return variance <= 0 ? 0 : sum / n / Math.sqrt(variance / n);
  }
}
