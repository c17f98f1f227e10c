package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.LogOdds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Trains the linear model of a label on some of the examples. */
final class LinearTrainer {
  /** How much an issue may count against the regularization. The first is the strongest. */
  private static final double[] COSTS = {0.25, 1, 4};

  /** The share of the issues that costs are tried on; the newer issues judge them. */
  private static final double OLDER = 0.75;

  /** The fewest issues that can judge a cost. */
  private static final int MIN_ISSUES = 40;

  private final TrainingExamples examples;
  private final int terms;
  private final Map<LinearInput, List<FeatureVector>> vectors = new EnumMap<>(LinearInput.class);

  /**
   * @param vectors of the examples, in their order
   * @param terms the size of the vocabulary
   */
  LinearTrainer(TrainingExamples examples, List<FeatureVector> vectors, int terms) {
    this.examples = examples;
    this.terms = terms;
    for (LinearInput input : LinearInput.values()) {
      this.vectors.put(input, vectors.stream().map(input::select).toList());
    }
  }

  /** The vectors of the examples. */
  List<FeatureVector> vectors(LinearInput input) {
    return vectors.getOrDefault(input, List.of());
  }

  /**
   * Trains one model.
   *
   * @param cost how much an issue counts against the regularization
   * @param used whether each issue may be trained on
   */
  LinearModel train(LinearInput input, int label, double cost, boolean[] used) {
    boolean[] belongs = examples.belongs(label);
    boolean[] known = examples.known(label);
    int yes = 0;
    int all = 0;
    for (int i = 0; i < used.length; i++) {
      if (used[i] && known[i]) {
        all++;
        yes += belongs[i] ? 1 : 0;
      }
    }
    // The square root of "balanced", because full balance overrates rare labels.
    double positive = yes == 0 ? 1 : Math.sqrt((double) Math.max(all - yes, 1) / yes);
    double[] costs = new double[used.length];
    for (int i = 0; i < used.length; i++) {
      costs[i] = used[i] && known[i] ? cost * (belongs[i] ? positive : 1) : 0;
    }
    return LogisticRegression.fit(
        vectors(input), belongs, costs, input == LinearInput.EMBEDDING ? 0 : terms);
  }

  /**
   * Chooses how strongly the models are regularized: trains on the older issues and compares the
   * log loss on the newer ones. Returns the middle cost if there are too few issues.
   */
  double chooseCost() {
    if (examples.size() < MIN_ISSUES) {
      return COSTS[COSTS.length / 2];
    }
    double best = COSTS[0];
    double least = Double.POSITIVE_INFINITY;
    for (double cost : COSTS) {
      double loss = loss(cost);
      if (loss < least) {
        least = loss;
        best = cost;
      }
    }
    return best;
  }

  private double loss(double cost) {
    int older = (int) (examples.size() * OLDER);
    boolean[] used = new boolean[examples.size()];
    for (int i = 0; i < older; i++) {
      used[i] = true;
    }
    double[][] margins =
        IntStream.range(0, examples.labels().size())
            .parallel()
            .mapToObj(label -> margins(label, cost, used))
            .toArray(double[][]::new);
    // Calibrate first, because the scale of the margins depends on the cost.
    TrainingExamples newer = examples.without(used);
    Calibrator calibrator = Calibrator.shared(newer, margins);
    double loss = 0;
    for (int label = 0; label < margins.length; label++) {
      for (int i = older; i < used.length; i++) {
        double odds = calibrator.logOdds(label, margins[label][i], newer.share(label));
        loss += newer.known(label)[i] ? LogOdds.loss(odds, newer.belongs(label)[i]) : 0;
      }
    }
    return loss;
  }

  private double[] margins(int label, double cost, boolean[] used) {
    LinearModel model = train(LinearInput.ALL, label, cost, used);
    return vectors(LinearInput.ALL).stream().mapToDouble(model::margin).toArray();
  }
}
