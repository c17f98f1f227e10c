package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Vectors;
import java.util.List;
import java.util.Random;

/**
 * Fits an L2-regularised logistic regression by coordinate descent in the dual: Yu, Huang and Lin,
 * "Dual coordinate descent methods for logistic regression and maximum entropy models" (2011),
 * algorithm 5, as in LIBLINEAR; here over rows that are part dense and part sparse, with a weight
 * for each example. It minimises {@code ½‖w‖² + Σ cᵢ ln(1 + exp(−yᵢ w·xᵢ))}.
 */
public final class LogisticRegression {
  private static final int MOST_PASSES = 40;
  private static final int MOST_NEWTON_STEPS = 20;

  /** Passes end when no gradient is larger; LIBLINEAR's own default. */
  private static final double TOLERANCE = 0.1;

  /** A dual variable's share of its cost stays so far from 0 and 1, where logarithms end. */
  private static final double LEAST = 1e-12;

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
   * @param rows the issues
   * @param belongs whether the label belongs to each
   * @param costs how much each counts: the larger, the weaker the regularisation; 0 leaves it out
   * @param terms the size of the vocabulary, 0 for rows without words
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
    for (int pass = 0; pass < MOST_PASSES; pass++) {
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

  /** Solves for one dual variable by Newton's method; returns its first gradient's size. */
  private double step(
      FeatureVector row, boolean belongs, double cost, double square, double[] alpha, int at) {
    double sign = belongs ? 1 : -1;
    double margin = sign * (Vectors.fastDot(dense, row.dense()) + row.words().dot(words));
    double mine = alpha[at];
    // Of the pair (α, c − α) the one that ends nearer to 0 is solved for, which is stabler.
    boolean other = 0.5 * square * (cost - 2 * mine) + margin < 0;
    double old = Math.max(other ? cost - mine : mine, LEAST * cost);
    double slope = other ? -margin : margin;
    double z = cost - old < 0.5 * cost ? 0.1 * old : old;
    double gradient = square * (z - old) + slope + Math.log(z / (cost - z));
    double first = Math.abs(gradient);
    int steps = 0;
    while (steps < MOST_NEWTON_STEPS && Math.abs(gradient) >= newtonTolerance) {
      double next = z - gradient / (square + cost / (cost - z) / z);
      z = next <= 0 ? Math.max(0.1 * z, LEAST * cost) : Math.min(next, cost * (1 - LEAST));
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
