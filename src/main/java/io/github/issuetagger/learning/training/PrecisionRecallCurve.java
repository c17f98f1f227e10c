package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Counts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How right a label would be from each threshold.
 *
 * @param at thresholds in log-odds, highest first, each midway between two scores
 * @param given how many issues get the label from that threshold
 * @param right how many of them have the label
 * @param positives how many issues have the label in total
 */
// Made once by a fit, never compared.
@SuppressWarnings("ArrayRecordComponent")
record PrecisionRecallCurve(double[] at, int[] given, int[] right, int positives) {
  /**
   * Returns the curve of some scores.
   *
   * @param odds the log-odds of each issue
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
    int thresholds = 0;
    int positives = 0;
    for (int i = 0; i < n; i++) {
      double score = odds[order.get(i)];
      positives += belongs[order.get(i)] ? 1 : 0;
      double next = i + 1 < n ? odds[order.get(i + 1)] : score - 1;
      // Issues with the same score cannot be separated.
      if (next < score) {
        at[thresholds] = (score + next) / 2;
        given[thresholds] = i + 1;
        right[thresholds] = positives;
        thresholds++;
      }
    }
    return new PrecisionRecallCurve(
        Arrays.copyOf(at, thresholds),
        Arrays.copyOf(given, thresholds),
        Arrays.copyOf(right, thresholds),
        positives);
  }

  /** Returns F1, 0–1, at a threshold. */
  double f1(int position) {
    return positives + given[position] == 0
        ? 0
        : 2.0 * right[position] / (positives + given[position]);
  }

  /** Returns the position of the threshold that is best for F1; −1 if there is none. */
  int best() {
    int best = -1;
    for (int position = 0; position < at.length; position++) {
      if (best < 0 || f1(position) > f1(best)) {
        best = position;
      }
    }
    return best;
  }

  /** Returns how right the label is from a threshold. */
  Counts from(double threshold) {
    int last = -1;
    for (int position = 0; position < at.length && at[position] >= threshold; position++) {
      last = position;
    }
    return last < 0 ? new Counts(0, 0, positives) : new Counts(right[last], given[last], positives);
  }
}
