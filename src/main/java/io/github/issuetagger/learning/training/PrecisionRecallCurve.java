package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Counts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How right a label would be from each threshold on.
 *
 * @param at thresholds in log-odds, highest first, each midway between two scores
 * @param given how many issues get the label from there on
 * @param right how many of them rightly
 * @param positives how many issues have it in all
 */
// Made once by a fit, never compared.
@SuppressWarnings("ArrayRecordComponent")
record PrecisionRecallCurve(double[] at, int[] given, int[] right, int positives) {
  /**
   * The cuts of some scores.
   *
   * @param odds log-odds, one an issue
   * @param belongs whether the label belongs
   * @param known which issues count
   */
  static PrecisionRecallCurve of(double[] odds, boolean[] belongs, boolean[] known) {
    List<Integer> order =
        IntStream.range(0, odds.length)
            .filter(i -> known[i])
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> odds[i]).reversed())
            .toList();
    int n = order.size();
    double[] at = new double[n];
    int[] given = new int[n];
    int[] right = new int[n];
    int cuts = 0;
    int positives = 0;
    for (int i = 0; i < n; i++) {
      double score = odds[order.get(i)];
      positives += belongs[order.get(i)] ? 1 : 0;
      double next = i + 1 < n ? odds[order.get(i + 1)] : score - 1;
      // Issues of one score stand or fall together.
      if (next < score) {
        at[cuts] = (score + next) / 2;
        given[cuts] = i + 1;
        right[cuts] = positives;
        cuts++;
      }
    }
    return new PrecisionRecallCurve(
        Arrays.copyOf(at, cuts), Arrays.copyOf(given, cuts), Arrays.copyOf(right, cuts), positives);
  }

  /** F1 at a cut, 0–1. */
  double f1(int cut) {
    return positives + given[cut] == 0 ? 0 : 2.0 * right[cut] / (positives + given[cut]);
  }

  /** The cut that is best for F1; −1 when there is none. */
  int best() {
    int best = -1;
    for (int cut = 0; cut < at.length; cut++) {
      if (best < 0 || f1(cut) > f1(best)) {
        best = cut;
      }
    }
    return best;
  }

  /** How right the label is from that threshold on. */
  Counts from(double threshold) {
    int last = -1;
    for (int cut = 0; cut < at.length && at[cut] >= threshold; cut++) {
      last = cut;
    }
    return last < 0 ? new Counts(0, 0, positives) : new Counts(right[last], given[last], positives);
  }
}
