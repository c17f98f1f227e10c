package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Counts;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.math.WilsonInterval;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * From which score a label is given, for F1 or for a precision. For F1, the cut that was best on
 * the label's examples is drawn towards the one that its probabilities make expect, and that
 * towards the one that is best for all labels together: on a dozen examples the best cut is mostly
 * luck.
 */
final class ThresholdFit {
  /** With so many uses a label's own best threshold counts half. */
  private static final double HALF = 200;

  /** With so many uses of all labels together the best threshold for all of them counts half. */
  private static final double HALF_OF_ALL = 100;

  /** Where the best threshold for all labels together lies in most repositories: 0.35. */
  private static final double USUAL = -0.6;

  /** How much the expected best counts beside the one that is best for all labels together. */
  private static final double EXPECTED = 0.3;

  private ThresholdFit() {}

  /**
   * The threshold of each label, in log-odds.
   *
   * @param odds calibrated log-odds by label and issue, of models that had not seen the issue
   */
  static double[] forF1(TrainingExamples examples, double[][] odds) {
    double all = together(examples, odds);
    double[] thresholds = new double[odds.length];
    for (int label = 0; label < odds.length; label++) {
      boolean[] known = examples.known(label);
      PrecisionRecallCurve cuts =
          PrecisionRecallCurve.of(odds[label], examples.belongs(label), known);
      int best = cuts.best();
      double weight = best < 0 ? 0 : cuts.positives() / (cuts.positives() + HALF);
      double expected = EXPECTED * expected(odds[label], known) + (1 - EXPECTED) * all;
      thresholds[label] = best < 0 ? expected : weight * cuts.at()[best] + (1 - weight) * expected;
    }
    return thresholds;
  }

  /**
   * The threshold that is best if the probabilities are right: F1 is then expected to be {@code 2 Σ
   * p given / (number given + Σ p)}.
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

  /** The threshold that is best for all labels together. */
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
    PrecisionRecallCurve cuts = PrecisionRecallCurve.of(joined, belongs, known);
    int best = cuts.best();
    double weight = best < 0 ? 0 : cuts.positives() / (cuts.positives() + HALF_OF_ALL);
    return best < 0 ? USUAL : weight * cuts.at()[best] + (1 - weight) * USUAL;
  }

  /**
   * The lowest threshold, in log-odds, from which the label is right with the precision asked for,
   * as the lower end of Wilson's interval says (one-sided, 90 %); empty when none is. On the newest
   * issues the precision has to be reached as well, since habits change; they are too few for an
   * interval.
   *
   * @param cuts over all issues
   * @param newest over the newest of them
   * @param precision 0–1
   */
  static OptionalDouble forPrecision(
      PrecisionRecallCurve cuts, PrecisionRecallCurve newest, double precision) {
    for (int cut = cuts.at().length - 1; cut >= 0; cut--) {
      if (WilsonInterval.lowerBound(cuts.right()[cut], cuts.given()[cut]) >= precision
          && reaches(newest.from(cuts.at()[cut]), precision)) {
        return OptionalDouble.of(cuts.at()[cut]);
      }
    }
    return OptionalDouble.empty();
  }

  private static boolean reaches(Counts measured, double precision) {
    return measured.given() > 0 && measured.precision() >= precision;
  }
}
