package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.PriorLogisticRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Pairs of a label and an issue, to fit the few weights that all labels share. If there are many
 * pairs, only a sample of the negative pairs is used, with correspondingly larger weights.
 */
final class LabelIssuePairs {
  /** More pairs would not change a dozen weights. */
  private static final int MAX_PAIRS = 150_000;

  private static final long SEED = 17;

  private final List<double[]> rows = new ArrayList<>();
  private final List<Boolean> belongs = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** Returns the features of a pair. */
  interface Features {
    double[] of(int label, int issue);
  }

  static LabelIssuePairs of(TrainingExamples examples, Features features) {
    LabelIssuePairs pairs = new LabelIssuePairs();
    long all = (long) examples.labels().size() * examples.size();
    double kept = Math.min(1, (double) MAX_PAIRS / Math.max(all, 1));
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

  double[] fit(double[] priors, double[] precision) {
    boolean[] outcomes = new boolean[rows.size()];
    double[] counts = new double[rows.size()];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = belongs.get(i);
      counts[i] = weights.get(i);
    }
    return PriorLogisticRegression.fit(
        rows.toArray(double[][]::new), outcomes, counts, priors, precision);
  }
}
