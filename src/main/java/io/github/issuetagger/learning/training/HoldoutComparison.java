package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Counts;
import io.github.issuetagger.math.LogOdds;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The newest issues of a lesson, on which models are compared that have not learnt from them. */
public final class HoldoutComparison {
  private final TrainingSet lesson;
  private final TrainingExamples truth;

  public HoldoutComparison(TrainingSet lesson) {
    this.lesson = lesson;
    this.truth =
        TrainingExamples.of(
            lesson.issues(), lesson.features(), lesson.labels());
  }

  /**
   * How a model did.
   *
   * @param losses each issue's mean loss over the labels that something is known about, in nats
   * @param given how the labels were given from the model's own thresholds for F1
   */
  // Made for one comparison, never compared itself.
  @SuppressWarnings("ArrayRecordComponent")
  public record Score(double[] losses, Counts given) {
    public double logLoss() {
      return Arrays.stream(losses).average().orElse(0);
    }

    /**
     * Whether this is not worse than the other by more than chance makes it: by one standard error
     * of the issues' differences.
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
    double[] losses = new double[lesson.size()];
    Counts given = new Counts(0, 0, 0);
    for (int i = 0; i < losses.length; i++) {
      double[] odds = model.logOdds(lesson.features().get(i));
      int issue = i;
      int[] known =
          IntStream.range(0, truth.labels().size()).filter(l -> truth.known(l)[issue]).toArray();
      for (int label : known) {
        String name = truth.labels().get(label).name();
        boolean belongs = truth.belongs(label)[issue];
        double odd = model.learnt(name) ? odds[model.position(name)] : unheardOf(model);
        boolean gives = model.learnt(name) && LogOdds.probability(odd) >= model.f1Threshold(name);
        losses[i] += LogOdds.loss(odd, belongs) / known.length;
        given = given.plus(new Counts(gives && belongs ? 1 : 0, gives ? 1 : 0, belongs ? 1 : 0));
      }
    }
    return new Score(losses, given);
  }

  /** The log-odds of a label that none of the issues had that were learnt from. */
  private static double unheardOf(LearnedModel model) {
    return LogOdds.logit(0.5 / (model.examples().size() + 5.0));
  }
}
