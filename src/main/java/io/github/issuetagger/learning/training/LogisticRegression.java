package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Vectors;
import java.util.List;
import java.util.Random;

/**
 * Fits an L2-regularized logistic regression by coordinate descent in the dual: Yu, Huang and Lin,
 * "Dual coordinate descent methods for logistic regression and maximum entropy models" (2011),
 * algorithm 5, as in LIBLINEAR. The vectors are part dense and part sparse, and each example has a
 * weight. Minimizes {@code ½‖w‖² + Σ cᵢ ln(1 + exp(−yᵢ w·xᵢ))}.
 */
public final class LogisticRegression {
  private static final int MAX_PASSES = 40;
  private static final int MAX_NEWTON_STEPS = 20;

  /** Stops when no gradient is larger. The default of LIBLINEAR. */
  private static final double TOLERANCE = 0.1;

  /**
   * Keeps a dual variable's share of its cost away from 0 and 1, where the logarithm is infinite.
   */
  private static final double MARGIN = 1e-12;

  private final float[] dense;
  private final float[] words;
  private double newtonTolerance = 1e-2;

  private LogisticRegression(int dense, int words) {
    this.dense = new float[dense];
    this.words = new float[words];
  }

  /**
   * Fits one label.
   *
   * @param rows the issues' vectors
   * @param belongs whether the label belongs to each issue
   * @param costs how much each issue counts: the larger, the weaker the regularization; 0 leaves
   *     the issue out
   * @param terms the size of the vocabulary, 0 for vectors without words
   */
  public static LinearModel fit(
      List<FeatureVector> rows, boolean[] belongs, double[] costs, int terms) {
    LogisticRegression fit =
        new LogisticRegression(rows.isEmpty() ? 0 : rows.get(0).dense().length, terms);
    fit.descend(rows, belongs, costs);
    return new LinearModel(fit.dense, fit.words);
  }

  private void descend(List<FeatureVector> rows, boolean[] belongs, double[] costs) {
    int n = rows.size();
    double[] squares = new double[n];
    double[] alpha = new double[n];
    int[] order = new int[n];
    int used = 0;
    for (int i = 0; i < n; i++) {
      if (costs[i] > 0) {
        FeatureVector row = rows.get(i);
        squares[i] = Vectors.fastDot(row.dense(), row.dense()) + row.words().squares();
        alpha[i] = Math.min(0.001 * costs[i], 1e-8);
        add(row, belongs[i] ? alpha[i] : -alpha[i]);
        order[used++] = i;
      }
    }
    Random random = new Random(used);
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      double steepest = 0;
      for (int i = 0; i < used; i++) {
        int j = i + random.nextInt(used - i);
        int chosen = order[j];
        order[j] = order[i];
        order[i] = chosen;
        steepest =
            Math.max(
                steepest,
                step(
                    rows.get(chosen),
                    belongs[chosen],
                    costs[chosen],
                    squares[chosen],
                    alpha,
                    chosen));
      }
      if (steepest < TOLERANCE) {
        return;
      }
      newtonTolerance = Math.max(1e-8, 0.1 * newtonTolerance);
    }
  }

  /** Solves for one dual variable by Newton's method. Returns the size of the first gradient. */
  private double step(
      FeatureVector row, boolean belongs, double cost, double square, double[] alpha, int at) {
    double sign = belongs ? 1 : -1;
    double margin = sign * (Vectors.fastDot(dense, row.dense()) + row.words().dot(words));
    double mine = alpha[at];
    // Solve for the one of (α, c − α) that ends nearer to 0, because that is more stable.
    boolean other = 0.5 * square * (cost - 2 * mine) + margin < 0;
    double old = Math.max(other ? cost - mine : mine, MARGIN * cost);
    double slope = other ? -margin : margin;
    double z = cost - old < 0.5 * cost ? 0.1 * old : old;
    double gradient = square * (z - old) + slope + Math.log(z / (cost - z));
    double first = Math.abs(gradient);
    int steps = 0;
    while (steps < MAX_NEWTON_STEPS && Math.abs(gradient) >= newtonTolerance) {
      double next = z - gradient / (square + cost / (cost - z) / z);
      z = next <= 0 ? Math.max(0.1 * z, MARGIN * cost) : Math.min(next, cost * (1 - MARGIN));
      gradient = square * (z - old) + slope + Math.log(z / (cost - z));
      steps++;
    }
    if (steps > 0) {
      alpha[at] = other ? cost - z : z;
      add(row, sign * (alpha[at] - mine));
    }
    return first;
  }

  private void add(FeatureVector row, double factor) {
    float by = (float) factor;
    float[] values = row.dense();
    for (int i = 0; i < values.length; i++) {
      dense[i] += by * values[i];
    }
    row.words().addTo(words, factor);
  }
}
