package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.IsotonicRegression;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.math.PriorLogisticRegression;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Turns the raw scores of one scorer into probabilities. A first step is the same for all labels. A
 * second step is fitted on the label's own examples by Platt scaling, regularized towards no
 * change. A label with many examples gets an isotonic curve instead if the curve's loss is lower on
 * examples that it was not fitted on.
 */
public final class Calibrator {
  /** Inverse variances of a label's own intercept and slope before any data. */
  private static final double[] LABEL_PRECISION = {2, 20};

  private static final double[] SHARED_PRECISION = {0.1, 0.1, 0.5};

  /** A curve is tried from this many issues, of which {@link #CURVE_USES} have the label. */
  private static final int CURVE_ISSUES = 200;

  private static final int CURVE_USES = 50;

  private static final int FOLDS = 5;

  /** How many standard errors better a curve has to be. */
  private static final double MIN_ERRORS = 2;

  private final double[] shared;

  /** A label's intercept and slope, or a curve of {@link IsotonicRegression}, which is longer. */
  private final double[][] own;

  private Calibrator(double[] shared, double[][] own) {
    this.shared = shared;
    this.own = own;
  }

  /**
   * Fits on scores from models that had not seen the issue.
   *
   * @param raw log-odds or margins, by label and issue
   */
  public static Calibrator of(TrainingExamples examples, double[][] raw) {
    double[] shared = shared(examples, raw).shared;
    double[][] own =
        IntStream.range(0, raw.length)
            .parallel()
            .mapToObj(label -> own(examples, label, raw[label], shared))
            .toArray(double[][]::new);
    return new Calibrator(shared, own);
  }

  /** Fits the first step only, which is the same for all labels. */
  static Calibrator shared(TrainingExamples examples, double[][] raw) {
    double[] shared =
        LabelIssuePairs.of(
                examples, (label, issue) -> row(raw[label][issue], examples.share(label)))
            .fit(new double[] {0, 0, 1}, SHARED_PRECISION);
    double[][] own = new double[raw.length][];
    Arrays.fill(own, new double[] {0, 1});
    return new Calibrator(shared, own);
  }

  private static double[] own(TrainingExamples examples, int label, double[] raw, double[] shared) {
    double[] common = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      common[i] = PriorLogisticRegression.score(shared, row(raw[i], examples.share(label)));
    }
    boolean[] belongs = examples.belongs(label);
    boolean[] known = examples.known(label);
    return prefersCurve(examples, label, common)
        ? IsotonicRegression.fit(common, belongs, known)
        : line(common, belongs, known);
  }

  private static double[] line(double[] common, boolean[] belongs, boolean[] used) {
    double[][] rows = new double[common.length][];
    double[] weights = new double[common.length];
    for (int i = 0; i < common.length; i++) {
      rows[i] = new double[] {1, common[i]};
      weights[i] = used[i] ? 1 : 0;
    }
    return PriorLogisticRegression.fit(
        rows, belongs, weights, new double[] {0, 1}, LABEL_PRECISION);
  }

  /** Whether a curve beats a line, by more than chance, on issues that neither was fitted on. */
  private static boolean prefersCurve(TrainingExamples examples, int label, double[] common) {
    boolean[] belongs = examples.belongs(label);
    boolean[] known = examples.known(label);
    if (count(known, known) < CURVE_ISSUES || count(known, belongs) < CURVE_USES) {
      return false;
    }
    int[] folds = examples.folds(FOLDS);
    double gain = 0;
    double squares = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      boolean[] used = known.clone();
      for (int i = 0; i < used.length; i++) {
        used[i] &= folds[i] != fold;
      }
      double[] line = line(common, belongs, used);
      double[] curve = IsotonicRegression.fit(common, belongs, used);
      for (int i = 0; i < used.length; i++) {
        if (known[i] && !used[i]) {
          double less =
              LogOdds.loss(own(line, common[i]), belongs[i])
                  - LogOdds.loss(own(curve, common[i]), belongs[i]);
          gain += less;
          squares += less * less;
        }
      }
    }
    return gain > MIN_ERRORS * Math.sqrt(squares);
  }

  private static int count(boolean[] known, boolean[] which) {
    int count = 0;
    for (int i = 0; i < known.length; i++) {
      count += known[i] && which[i] ? 1 : 0;
    }
    return count;
  }

  private static double own(double[] fit, double common) {
    return fit.length == 2 ? fit[0] + fit[1] * common : IsotonicRegression.logOdds(fit, common);
  }

  private static double[] row(double raw, double share) {
    return new double[] {1, LogOdds.logit(share) / 4, raw};
  }

  /** The calibrated log-odds. */
  public double logOdds(int label, double raw, double share) {
    return own(own[label], PriorLogisticRegression.score(shared, row(raw, share)));
  }

  /** The calibrated log-odds of the examples, by label. */
  public double[][] logOdds(TrainingExamples examples, double[][] raw) {
    double[][] odds = new double[raw.length][examples.size()];
    for (int label = 0; label < raw.length; label++) {
      for (int i = 0; i < odds[label].length; i++) {
        odds[label][i] = logOdds(label, raw[label][i], examples.share(label));
      }
    }
    return odds;
  }
}
