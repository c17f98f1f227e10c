package io.github.issuetagger.math;

import java.util.Arrays;

/**
 * Logistic regression of a few weights, each drawn towards what was believed before: the maximum a
 * posteriori under a normal prior, by Newton's method. With little data the belief stays.
 */
public final class PriorLogisticRegression {
  private static final int MOST_STEPS = 30;
  private static final double TOLERANCE = 1e-6;

  private final double[] believed;
  private final double[] sureness;
  private final double[][] hessian;
  private final double[] gradient;

  private PriorLogisticRegression(double[] believed, double[] sureness) {
    this.believed = believed;
    this.sureness = sureness;
    this.hessian = new double[believed.length][believed.length];
    this.gradient = new double[believed.length];
  }

  /**
   * Fits the weights.
   *
   * @param rows the features of each example; a constant is a feature
   * @param belongs the outcome of each
   * @param weights how much each counts
   * @param believed the weights' means before
   * @param sureness the inverse variances of that belief
   */
  public static double[] fit(
      double[][] rows, boolean[] belongs, double[] weights, double[] believed, double[] sureness) {
    return new PriorLogisticRegression(believed, sureness).descend(rows, belongs, weights);
  }

  private double[] descend(double[][] rows, boolean[] belongs, double[] weights) {
    double[] at = believed.clone();
    double loss = loss(rows, belongs, weights, at);
    for (int i = 0; i < MOST_STEPS; i++) {
      slopes(rows, belongs, weights, at);
      double[] step = solve();
      double size = 1;
      double[] next = moved(at, step, size);
      double lower = loss(rows, belongs, weights, next);
      // Newton's step may go too far where the odds are extreme.
      while (lower > loss && size > 1e-4) {
        size /= 2;
        next = moved(at, step, size);
        lower = loss(rows, belongs, weights, next);
      }
      boolean done = loss - lower < TOLERANCE * (1 + Math.abs(loss));
      if (lower <= loss) {
        at = next;
        loss = lower;
      }
      if (done) {
        break;
      }
    }
    return at;
  }

  private double loss(double[][] rows, boolean[] belongs, double[] weights, double[] at) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += weights[i] * LogOdds.loss(score(at, rows[i]), belongs[i]);
    }
    for (int j = 0; j < at.length; j++) {
      sum += sureness[j] * (at[j] - believed[j]) * (at[j] - believed[j]) / 2;
    }
    return sum;
  }

  private void slopes(double[][] rows, boolean[] belongs, double[] weights, double[] at) {
    int n = at.length;
    for (int j = 0; j < n; j++) {
      gradient[j] = sureness[j] * (at[j] - believed[j]);
      Arrays.fill(hessian[j], 0);
      hessian[j][j] = sureness[j];
    }
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      double p = LogOdds.probability(score(at, row));
      double error = weights[i] * (p - (belongs[i] ? 1 : 0));
      double curve = weights[i] * p * (1 - p);
      for (int j = 0; j < n; j++) {
        gradient[j] += error * row[j];
        double scaled = curve * row[j];
        for (int k = 0; k <= j; k++) {
          hessian[j][k] += scaled * row[k];
        }
      }
    }
  }

  /** Solves hessian · step = gradient by Cholesky's method, in the lower triangle. */
  private double[] solve() {
    int n = gradient.length;
    double[] x = gradient.clone();
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < j; k++) {
        hessian[j][k] = (hessian[j][k] - inner(j, k, k)) / hessian[k][k];
      }
      hessian[j][j] = Math.sqrt(Math.max(hessian[j][j] - inner(j, j, j), 1e-12));
    }
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < j; k++) {
        x[j] -= hessian[j][k] * x[k];
      }
      x[j] /= hessian[j][j];
    }
    for (int j = n - 1; j >= 0; j--) {
      for (int k = j + 1; k < n; k++) {
        x[j] -= hessian[k][j] * x[k];
      }
      x[j] /= hessian[j][j];
    }
    return x;
  }

  private double inner(int a, int b, int length) {
    double sum = 0;
    for (int k = 0; k < length; k++) {
      sum += hessian[a][k] * hessian[b][k];
    }
    return sum;
  }

  private static double[] moved(double[] at, double[] step, double size) {
    double[] next = at.clone();
    for (int j = 0; j < next.length; j++) {
      next[j] -= size * step[j];
    }
    return next;
  }

  public static double score(double[] weights, double[] row) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += weights[j] * row[j];
    }
    return sum;
  }
}
