package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.PriorLogisticRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Pairs of a label and an issue, to fit a few weights on that all labels share. Of very many pairs
 * a part of those where the label does not belong is taken, each counting for those left out.
 */
final class LabelIssuePairs {
  /** More would not move a dozen weights. */
  private static final int ENOUGH = 150_000;

  private static final long SEED = 17;

  private final List<double[]> rows = new ArrayList<>();
  private final List<Boolean> belongs = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** Makes the features of a pair. */
  interface Features {
    double[] of(int label, int issue);
  }

  static LabelIssuePairs of(TrainingExamples examples, Features features) {
    LabelIssuePairs pairs = new LabelIssuePairs();
    long all = (long) examples.labels().size() * examples.size();
    double kept = Math.min(1, (double) ENOUGH / Math.max(all, 1));
    Random random = new Random(SEED);
    for (int label = 0; label < examples.labels().size(); label++) {
      for (int issue = 0; issue < examples.size(); issue++) {
        boolean yes = examples.belongs(label)[issue];
        if (examples.known(label)[issue] && (yes || random.nextDouble() < kept)) {
          pairs.rows.add(features.of(label, issue));
          pairs.belongs.add(yes);
          pairs.weights.add(yes ? 1 : 1 / kept);
        }
      }
    }
    return pairs;
  }

  double[] fit(double[] believed, double[] sureness) {
    boolean[] outcomes = new boolean[rows.size()];
    double[] counts = new double[rows.size()];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = belongs.get(i);
      counts[i] = weights.get(i);
    }
    return PriorLogisticRegression.fit(
        rows.toArray(double[][]::new), outcomes, counts, believed, sureness);
  }
}
