package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Counts;
import io.github.issuetagger.math.LogOdds;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Compares models on the newest issues, which the models were not trained on. */
public final class HoldoutComparison {
  private final TrainingSet holdout;
  private final TrainingExamples truth;

  public HoldoutComparison(TrainingSet holdout) {
    this.holdout = holdout;
    this.truth = TrainingExamples.of(holdout.issues(), holdout.features(), holdout.labels());
  }

  /**
   * A model's results.
   *
   * @param losses each issue's mean loss over the labels with known annotations, in nats
   * @param given how right the labels were from the model's thresholds for F1
   */
  // Made for one comparison, never compared itself.
  @SuppressWarnings("ArrayRecordComponent")
  public record Score(double[] losses, Counts given) {
    public double logLoss() {
      return Arrays.stream(losses).average().orElse(0);
    }

    /**
     * Whether this is at most one standard error worse than the other. The error is that of the
     * issues' differences.
     */
    public boolean notWorseThan(Score other) {
      int n = losses.length;
      double[] more = new double[n];
      Arrays.setAll(more, i -> losses[i] - other.losses[i]);
      double mean = Arrays.stream(more).average().orElse(0);
      double squares = Arrays.stream(more).map(x -> (x - mean) * (x - mean)).sum();
      return mean <= Math.sqrt(squares / Math.max(1, n - 1) / Math.max(1, n));
    }
  }

  public Score score(LearnedModel model) {
    double[] losses = new double[holdout.size()];
    Counts given = new Counts(0, 0, 0);
    for (int i = 0; i < losses.length; i++) {
      double[] odds = model.logOdds(holdout.features().get(i));
      int issue = i;
      int[] known =
          IntStream.range(0, truth.labels().size()).filter(l -> truth.known(l)[issue]).toArray();
      for (int label : known) {
        String name = truth.labels().get(label).name();
        boolean belongs = truth.belongs(label)[issue];
        double odd = model.knows(name) ? odds[model.position(name)] : logOddsOfUnknown(model);
        boolean gives = model.knows(name) && LogOdds.probability(odd) >= model.f1Threshold(name);
        losses[i] += LogOdds.loss(odd, belongs) / known.length;
        given = given.plus(new Counts(gives && belongs ? 1 : 0, gives ? 1 : 0, belongs ? 1 : 0));
      }
    }
    return new Score(losses, given);
  }

  /** The log-odds of a label that none of the training issues has. */
  private static double logOddsOfUnknown(LearnedModel model) {
    return LogOdds.logit(0.5 / (model.examples().size() + 5.0));
  }
}
