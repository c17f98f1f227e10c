package io.github.issuetagger.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rising curve from scores to log-odds without an assumed shape: pooling of adjacent violators
 * (Ayer and others, "An empirical distribution function for sampling with incomplete information",
 * 1955), with straight lines between the pools' centers (Oron and Flournoy, "Centered isotonic
 * regression", 2017). The curve rises strictly, so issues keep the order of their scores. Beyond
 * the outermost pools its slope is 1.
 *
 * <p>A curve is an array with the pools' mean scores in rising order, followed by the same number
 * of log-odds. There are always at least two pools.
 */
public final class IsotonicRegression {
  private IsotonicRegression() {}

  /** A run of issues with neighboring scores. */
  private record Pool(double scores, double yes, double size) {
    double share() {
      return yes / size;
    }

    double score() {
      return scores / size;
    }

    boolean isBelow(Pool next) {
      return share() < next.share() && score() < next.score();
    }

    Pool with(Pool next) {
      return new Pool(scores + next.scores, yes + next.yes, size + next.size);
    }
  }

  /**
   * Fits a curve.
   *
   * @param scores each issue's score
   * @param belongs whether the label belongs to each issue
   * @param used which issues count; at least one
   * @return the curve, or the log-odds and a 0 if the scores carry no information
   */
  public static double[] fit(double[] scores, boolean[] belongs, boolean[] used) {
    List<Integer> order =
        IntStream.range(0, scores.length)
            .filter(i -> used[i])
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]))
            .toList();
    Pool[] pools = new Pool[order.size() + 2];
    int count = 0;
    // Contradict the lowest and the highest score with one issue each, so that no log-odds are
    // infinite.
    count = push(pools, count, new Pool(scores[order.get(0)], 1, 1));
    for (int i : order) {
      count = push(pools, count, new Pool(scores[i], belongs[i] ? 1 : 0, 1));
    }
    count = push(pools, count, new Pool(scores[order.get(order.size() - 1)], 0, 1));
    if (count == 1) {
      return new double[] {LogOdds.logit(pools[0].share()), 0};
    }
    double[] curve = new double[2 * count];
    for (int i = 0; i < count; i++) {
      curve[i] = pools[i].score();
      curve[count + i] = LogOdds.logit(pools[i].share());
    }
    return curve;
  }

  /** Adds a pool and merges it with those before that are not below it. Returns how many remain. */
  private static int push(Pool[] pools, int count, Pool next) {
    Pool joined = next;
    int left = count;
    while (left > 0 && !pools[left - 1].isBelow(joined)) {
      left--;
      joined = pools[left].with(joined);
    }
    pools[left] = joined;
    return left + 1;
  }

  /** Returns the log-odds of a score on a curve with at least two pools. */
  public static double logOdds(double[] curve, double score) {
    int count = curve.length / 2;
    int last = count - 1;
    if (score <= curve[0]) {
      return curve[count] + score - curve[0];
    }
    if (score >= curve[last]) {
      return curve[count + last] + score - curve[last];
    }
    int found = Arrays.binarySearch(curve, 0, count, score);
    int above = found >= 0 ? found : -found - 1;
    if (found >= 0) {
      return curve[count + above];
    }
    double along = (score - curve[above - 1]) / (curve[above] - curve[above - 1]);
    return (1 - along) * curve[count + above - 1] + along * curve[count + above];
  }
}
