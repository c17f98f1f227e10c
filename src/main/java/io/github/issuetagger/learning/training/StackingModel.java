package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.math.PriorLogisticRegression;

/**
 * Joins the signals of a label by a weighted sum in log-odds. All labels of a repository share the
 * weights, so that a few dozen issues are enough to fit them; how much a signal may say depends on
 * how often the label has been used. Before anything is learnt a label that nobody has used is left
 * to zero-shot, and one of many uses to its own models.
 *
 * <p>A second step looks at the other labels: a label that stands out among them is
 * likelier than one that is a little above a dozen others.
 */
final class StackingModel {
  /** With so many uses a label's own models are trusted half. */
  private static final double HALF = 10;

  /** Signals are cut off here; what is surer says no more. */
  private static final double MOST = 12;

  private final double[] weights;
  private final double[] context;

  StackingModel(double[] weights, double[] context) {
    this.weights = weights.clone();
    this.context = context.clone();
  }

  /** How many features {@link #features} makes. */
  static int size() {
    return 4 + 2 * BaseScore.values().length;
  }

  /**
   * The belief before any data: what zero-shot says, as far as a label has not been used, and else
   * all signals in parts that were best on histories of 8 to 32 issues.
   */
  static double[] believed() {
    double[] weights = new double[size()];
    for (BaseScore signal : BaseScore.values()) {
      weights[4 + 2 * signal.position()] = signal.believed();
    }
    weights[5 + 2 * BaseScore.ZERO_SHOT.position()] = 1;
    return weights;
  }

  /**
   * The features of a label of an issue.
   *
   * @param signals in the signals' order
   * @param share the label's share of the examples, 0–1
   * @param uses how many examples have it
   */
  static double[] features(double[] signals, double share, int uses) {
    double trust = uses / (uses + HALF);
    double[] row = new double[size()];
    row[0] = trust;
    row[1] = 1 - trust;
    row[2] = trust * LogOdds.logit(share) / 4;
    row[3] = (1 - trust) * LogOdds.logit(share) / 4;
    for (int i = 0; i < signals.length; i++) {
      double signal = Math.max(-MOST, Math.min(MOST, signals[i]));
      row[4 + 2 * i] = trust * signal;
      row[5 + 2 * i] = (1 - trust) * signal;
    }
    return row;
  }

  /** The log-odds of a label by itself. */
  double alone(double[] features) {
    return PriorLogisticRegression.score(weights, features);
  }

  /** The log-odds of each label among the others. */
  double[] together(double[] alone) {
    double[] out = new double[alone.length];
    double[] others = others(alone);
    for (int i = 0; i < alone.length; i++) {
      out[i] = PriorLogisticRegression.score(context, contextRow(alone[i], others[i]));
    }
    return out;
  }

  static double[] contextRow(double alone, double others) {
    return new double[] {1, alone, alone - others};
  }

  /** For each label, {@code ln Σ exp} of the other labels' log-odds. */
  static double[] others(double[] alone) {
    double[] out = new double[alone.length];
    for (int i = 0; i < alone.length; i++) {
      double most = -MOST;
      for (int j = 0; j < alone.length; j++) {
        most = j == i ? most : Math.max(most, alone[j]);
      }
      double sum = Math.exp(-MOST - most);
      for (int j = 0; j < alone.length; j++) {
        sum += j == i ? 0 : Math.exp(alone[j] - most);
      }
      out[i] = most + Math.log(sum);
    }
    return out;
  }
}
