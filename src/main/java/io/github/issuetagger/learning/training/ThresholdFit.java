package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Counts;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.math.WilsonInterval;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Fits the score from which a label is given, for F1 or for a precision. For F1, the best threshold
 * on the label's examples is mixed with the threshold that its probabilities predict, and with the
 * threshold that is best for all labels together, because on a dozen examples the best threshold is
 * mostly chance.
 */
final class ThresholdFit {
  /** With this many uses, a label's own best threshold counts half. */
  private static final double HALF = 200;

  /** With this many uses of all labels together, their best threshold counts half. */
  private static final double HALF_OF_ALL = 100;

  /** The best threshold for all labels together in most repositories: 0.35 as a probability. */
  private static final double USUAL = -0.6;

  /** The weight of the predicted threshold against the best threshold for all labels. */
  private static final double EXPECTED = 0.3;

  private ThresholdFit() {}

  /**
   * Returns the threshold of each label, in log-odds.
   *
   * @param odds calibrated log-odds by label and issue, from models that had not seen the issue
   */
  static double[] forF1(TrainingExamples examples, double[][] odds) {
    double all = together(examples, odds);
    double[] thresholds = new double[odds.length];
    for (int label = 0; label < odds.length; label++) {
      boolean[] known = examples.known(label);
      PrecisionRecallCurve curve =
          PrecisionRecallCurve.of(odds[label], examples.belongs(label), known);
      int best = curve.best();
      double weight = best < 0 ? 0 : curve.positives() / (curve.positives() + HALF);
      double expected = EXPECTED * expected(odds[label], known) + (1 - EXPECTED) * all;
      thresholds[label] = best < 0 ? expected : weight * curve.at()[best] + (1 - weight) * expected;
    }
    return thresholds;
  }

  /**
   * Returns the threshold that is best if the probabilities are right: the expected F1 is then
   * {@code 2 Σ p given / (number given + Σ p)}.
   */
  private static double expected(double[] odds, boolean[] known) {
    double[] falling =
        IntStream.range(0, odds.length)
            .filter(i -> known[i])
            .mapToDouble(i -> -odds[i])
            .sorted()
            .map(value -> -value)
            .toArray();
    double all = Arrays.stream(falling).map(LogOdds::probability).sum();
    double right = 0;
    double best = 0;
    double threshold = 0;
    for (int i = 0; i < falling.length; i++) {
      right += LogOdds.probability(falling[i]);
      double f1 = 2 * right / (i + 1 + all);
      if (f1 > best) {
        best = f1;
        threshold = i + 1 < falling.length ? (falling[i] + falling[i + 1]) / 2 : falling[i] - 1;
      }
    }
    return threshold;
  }

  /** Returns the threshold that is best for all labels together. */
  private static double together(TrainingExamples examples, double[][] odds) {
    int n = examples.size();
    double[] joined = new double[odds.length * n];
    boolean[] belongs = new boolean[joined.length];
    boolean[] known = new boolean[joined.length];
    for (int label = 0; label < odds.length; label++) {
      System.arraycopy(odds[label], 0, joined, label * n, n);
      System.arraycopy(examples.belongs(label), 0, belongs, label * n, n);
      System.arraycopy(examples.known(label), 0, known, label * n, n);
    }
    PrecisionRecallCurve curve = PrecisionRecallCurve.of(joined, belongs, known);
    int best = curve.best();
    double weight = best < 0 ? 0 : curve.positives() / (curve.positives() + HALF_OF_ALL);
    return best < 0 ? USUAL : weight * curve.at()[best] + (1 - weight) * USUAL;
  }

  /**
   * Returns the lowest threshold, in log-odds, from which the label reaches a precision by the
   * lower end of Wilson's interval (one-sided, 90 %). Empty if none does. The newest issues have to
   * reach the precision as well, because habits change; they are too few for an interval.
   *
   * @param curve over all issues
   * @param newest over the newest issues
   * @param precision 0–1
   */
  static OptionalDouble forPrecision(
      PrecisionRecallCurve curve, PrecisionRecallCurve newest, double precision) {
    for (int i = curve.at().length - 1; i >= 0; i--) {
      if (WilsonInterval.lowerBound(curve.right()[i], curve.given()[i]) >= precision
          && reaches(newest.from(curve.at()[i]), precision)) {
        return OptionalDouble.of(curve.at()[i]);
      }
    }
    return OptionalDouble.empty();
  }

  private static boolean reaches(Counts measured, double precision) {
    return measured.given() > 0 && measured.precision() >= precision;
  }
}
