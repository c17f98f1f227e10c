package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.math.PriorLogisticRegression;
import java.util.Arrays;
import java.util.List;

/**
 * Combines the base scores of a label by a weighted sum in log-odds. All labels of a repository
 * share the weights, so that a few dozen issues are enough to fit them. How much each base scorer
 * counts depends on how often the label has been used. Before anything is learned, a label that
 * nobody has used is left to zero-shot, and a label of many uses to its own models.
 *
 * <p>A second step looks at the issue's other labels: a label that stands out among them is
 * likelier than a label that is slightly above a dozen others.
 */
final class StackingModel {
  static final String ID = "blend";

  /** With this many uses, a label's own models are trusted half. */
  private static final double HALF = 10;

  /** Base scores are limited to ±12, because a larger score is not more certain. */
  private static final double MAX_LOG_ODDS = 12;

  /** The inverse variance of a weight before any data. Few issues move the weight little. */
  private static final double PRIOR_PRECISION = 16;

  /** The same for the step that looks at the other labels. */
  private static final double CONTEXT_PRECISION = 4;

  private static final double[] NO_CONTEXT = {0, 1, 0};

  private final double[] weights;
  private final double[] context;

  private StackingModel(double[] weights, double[] context) {
    this.weights = weights;
    this.context = context;
  }

  /**
   * Returns the model before any data. The weights for used labels were best on histories of 8 to
   * 32 issues.
   *
   * @param priors of the base scorers, in their order
   */
  static StackingModel untrained(List<BaseScorer.Prior> priors) {
    double[] weights = new double[4 + 2 * priors.size()];
    for (int i = 0; i < priors.size(); i++) {
      weights[4 + 2 * i] = priors.get(i).used();
      weights[5 + 2 * i] = priors.get(i).unused();
    }
    return new StackingModel(weights, NO_CONTEXT);
  }

  /** Fits the weights on the scorers' out-of-fold scores. */
  static StackingModel train(TrainingExamples examples, List<BaseScorer.Trained> trained) {
    StackingModel prior = untrained(trained.stream().map(each -> each.scorer().prior()).toList());
    double[] precision = new double[prior.weights.length];
    Arrays.fill(precision, PRIOR_PRECISION);
    double[] weights =
        LabelIssuePairs.of(examples, (label, issue) -> features(examples, trained, label, issue))
            .fit(prior.weights, precision);
    double[][] alone = new StackingModel(weights, NO_CONTEXT).alone(examples, trained);
    double[][] others = new double[alone.length][examples.size()];
    for (int issue = 0; issue < examples.size(); issue++) {
      setColumn(others, issue, others(column(alone, issue)));
    }
    double[] context =
        LabelIssuePairs.of(
                examples, (label, issue) -> contextRow(alone[label][issue], others[label][issue]))
            .fit(
                NO_CONTEXT, new double[] {CONTEXT_PRECISION, CONTEXT_PRECISION, CONTEXT_PRECISION});
    return new StackingModel(weights, context);
  }

  /** Returns the log-odds of the examples, by label and issue. */
  double[][] outOfFold(TrainingExamples examples, List<BaseScorer.Trained> trained) {
    double[][] alone = alone(examples, trained);
    double[][] together = new double[alone.length][examples.size()];
    for (int issue = 0; issue < examples.size(); issue++) {
      setColumn(together, issue, together(column(alone, issue)));
    }
    return together;
  }

  /**
   * Returns the log-odds of each label.
   *
   * @param scores the log-odds of each label by each base scorer, in the scorers' order
   */
  double[] score(List<double[]> scores, TrainingExamples examples) {
    double[][] rows = scores.toArray(double[][]::new);
    double[] alone = new double[examples.labels().size()];
    for (int label = 0; label < alone.length; label++) {
      alone[label] = alone(column(rows, label), examples.share(label), examples.positives(label));
    }
    return together(alone);
  }

  private double[][] alone(TrainingExamples examples, List<BaseScorer.Trained> trained) {
    double[][] alone = new double[examples.labels().size()][examples.size()];
    for (int label = 0; label < alone.length; label++) {
      for (int issue = 0; issue < examples.size(); issue++) {
        alone[label][issue] =
            PriorLogisticRegression.score(weights, features(examples, trained, label, issue));
      }
    }
    return alone;
  }

  private static double[] features(
      TrainingExamples examples, List<BaseScorer.Trained> trained, int label, int issue) {
    double[] scores = new double[trained.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = trained.get(i).outOfFold()[label][issue];
    }
    return features(scores, examples.share(label), examples.positives(label));
  }

  /**
   * The log-odds of a label without looking at the others.
   *
   * @param scores in the base scorers' order
   * @param share the label's share of the examples, 0–1
   * @param uses how many examples have the label
   */
  double alone(double[] scores, double share, int uses) {
    return PriorLogisticRegression.score(weights, features(scores, share, uses));
  }

  private static double[] features(double[] scores, double share, int uses) {
    double trust = uses / (uses + HALF);
    double[] row = new double[4 + 2 * scores.length];
    row[0] = trust;
    row[1] = 1 - trust;
    row[2] = trust * LogOdds.logit(share) / 4;
    row[3] = (1 - trust) * LogOdds.logit(share) / 4;
    for (int i = 0; i < scores.length; i++) {
      double score = Math.max(-MAX_LOG_ODDS, Math.min(MAX_LOG_ODDS, scores[i]));
      row[4 + 2 * i] = trust * score;
      row[5 + 2 * i] = (1 - trust) * score;
    }
    return row;
  }

  /** The log-odds of each label among the others. */
  private double[] together(double[] alone) {
    double[] out = new double[alone.length];
    double[] others = others(alone);
    for (int i = 0; i < alone.length; i++) {
      out[i] = PriorLogisticRegression.score(context, contextRow(alone[i], others[i]));
    }
    return out;
  }

  private static double[] contextRow(double alone, double others) {
    return new double[] {1, alone, alone - others};
  }

  /** Returns for each label {@code ln Σ exp} of the other labels' log-odds. */
  static double[] others(double[] alone) {
    double[] out = new double[alone.length];
    for (int i = 0; i < alone.length; i++) {
      double most = -MAX_LOG_ODDS;
      for (int j = 0; j < alone.length; j++) {
        most = j == i ? most : Math.max(most, alone[j]);
      }
      double sum = Math.exp(-MAX_LOG_ODDS - most);
      for (int j = 0; j < alone.length; j++) {
        sum += j == i ? 0 : Math.exp(alone[j] - most);
      }
      out[i] = most + Math.log(sum);
    }
    return out;
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  private static void setColumn(double[][] rows, int column, double[] values) {
    for (int i = 0; i < values.length; i++) {
      rows[i][column] = values[i];
    }
  }
}
