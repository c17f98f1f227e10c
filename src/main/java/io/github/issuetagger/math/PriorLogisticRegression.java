package io.github.issuetagger.math;

import java.util.Arrays;

/**
 * Logistic regression of a few weights with a normal prior. Finds the maximum a posteriori by
 * Newton's method. With little data the weights stay close to the prior.
 */
public final class PriorLogisticRegression {
  private static final int MAX_STEPS = 30;
  private static final double TOLERANCE = 1e-6;

  private final double[] means;
  private final double[] precisions;
  private final double[][] hessian;
  private final double[] gradient;

  private PriorLogisticRegression(double[] means, double[] precisions) {
    this.means = means;
    this.precisions = precisions;
    this.hessian = new double[means.length][means.length];
    this.gradient = new double[means.length];
  }

  /**
   * Fits the weights.
   *
   * @param rows each example's features, including a constant one for the intercept
   * @param belongs each example's class
   * @param weights each example's weight
   * @param means the prior's means
   * @param precisions the prior's inverse variances
   */
  public static double[] fit(
      double[][] rows, boolean[] belongs, double[] weights, double[] means, double[] precisions) {
    return new PriorLogisticRegression(means, precisions).descend(rows, belongs, weights);
  }

  private double[] descend(double[][] rows, boolean[] belongs, double[] weights) {
    double[] at = means.clone();
    double loss = loss(rows, belongs, weights, at);
    for (int i = 0; i < MAX_STEPS; i++) {
      differentiate(rows, belongs, weights, at);
      double[] step = solve();
      double size = 1;
      double[] next = moved(at, step, size);
      double lower = loss(rows, belongs, weights, next);
      // Newton's step can overshoot if the odds are extreme.
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
      sum += precisions[j] * (at[j] - means[j]) * (at[j] - means[j]) / 2;
    }
    return sum;
  }

  private void differentiate(double[][] rows, boolean[] belongs, double[] weights, double[] at) {
    int n = at.length;
    for (int j = 0; j < n; j++) {
      gradient[j] = precisions[j] * (at[j] - means[j]);
      Arrays.fill(hessian[j], 0);
      hessian[j][j] = precisions[j];
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

  /** Solves hessian · step = gradient by Cholesky decomposition of the lower triangle. */
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

  /** Returns the log-odds of a feature vector. */
  public static double score(double[] weights, double[] row) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += weights[j] * row[j];
    }
    return sum;
  }
}
