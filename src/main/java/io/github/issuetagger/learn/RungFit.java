package io.github.issuetagger.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Makes probabilities of one rung's raw scores: first in one way for all labels, then a little
 * differently for each, as far as its own examples say so (Platt scaling, drawn towards leaving the
 * score as it is).
 */
final class RungFit {
  /** Inverse variances of a label's own intercept and slope before any data. */
  private static final double[] LABEL_SURENESS = {2, 20};

  private static final double[] SHARED_SURENESS = {0.1, 0.1, 0.5};

  private final double[] shared;
  private final double[][] own;

  private RungFit(double[] shared, double[][] own) {
    this.shared = shared;
    this.own = own;
  }

  /**
   * Fits on scores that were made without having seen the issue.
   *
   * @param raw log-odds or margins, by label and issue
   */
  static RungFit of(Examples examples, double[][] raw) {
    double[] shared = shared(examples, raw).shared;
    double[][] own =
        IntStream.range(0, raw.length)
            .parallel()
            .mapToObj(label -> own(examples, label, raw[label], shared))
            .toArray(double[][]::new);
    return new RungFit(shared, own);
  }

  /** The same for all labels. */
  static RungFit shared(Examples examples, double[][] raw) {
    double[] shared =
        Pairs.of(examples, (label, issue) -> row(raw[label][issue], examples.share(label)))
            .fit(new double[] {0, 0, 1}, SHARED_SURENESS);
    double[][] own = new double[raw.length][];
    Arrays.fill(own, new double[] {0, 1});
    return new RungFit(shared, own);
  }

  private static double[] own(Examples examples, int label, double[] raw, double[] shared) {
    double[][] rows = new double[raw.length][];
    double[] weights = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      rows[i] = new double[] {1, SmallRegression.score(shared, row(raw[i], examples.share(label)))};
      weights[i] = examples.known(label)[i] ? 1 : 0;
    }
    return SmallRegression.fit(
        rows, examples.belongs(label), weights, new double[] {0, 1}, LABEL_SURENESS);
  }

  private static double[] row(double raw, double share) {
    return new double[] {1, Odds.logit(share) / 4, raw};
  }

  /** The calibrated log-odds. */
  double logOdds(int label, double raw, double share) {
    double common = SmallRegression.score(shared, row(raw, share));
    return own[label][0] + own[label][1] * common;
  }

  /** The calibrated log-odds of the examples, by label. */
  double[][] logOdds(Examples examples, double[][] raw) {
    double[][] odds = new double[raw.length][examples.size()];
    for (int label = 0; label < raw.length; label++) {
      for (int i = 0; i < odds[label].length; i++) {
        odds[label][i] = logOdds(label, raw[label][i], examples.share(label));
      }
    }
    return odds;
  }
}
