package io.github.issuetagger.learning;

import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.CorrectedScore.Correction;
import io.github.issuetagger.math.LogOdds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The corrections that move the score of one label on one issue. Not thread-safe. */
final class LabelCorrections {
  private final List<Weighed> weighed = new ArrayList<>();
  private Shift shift = Shift.NONE;

  /**
   * The summed shifts of several corrections of one label. The sum is limited to what one
   * correction of a near duplicate may say: in a busy repository many issues are slightly similar,
   * and together their corrections would say more than they know.
   *
   * @param sum the sum of all shifts, in log-odds
   * @param lowest the lowest allowed sum
   */
  private record Shift(double sum, double lowest) {
    static final Shift NONE = new Shift(0, CorrectionCurve.DOWN);

    Shift plus(double shift) {
      return new Shift(sum + shift, Math.min(lowest, shift));
    }

    double bounded() {
      return Math.max(lowest, Math.min(CorrectionCurve.UP, sum));
    }
  }

  /** A correction and by how much it alone moves the log-odds. */
  private record Weighed(Correction correction, double shift) {}

  /** Whether a correction of an issue at that cosine moves the score. */
  static boolean counts(EmbeddedCorrection correction, double cosine) {
    return shift(correction, cosine) != 0;
  }

  /** Adds a correction of an issue at that cosine. */
  void add(EmbeddedCorrection correction, double cosine) {
    double by = shift(correction, cosine);
    shift = shift.plus(by);
    weighed.add(
        new Weighed(
            new Correction(
                correction.issue(),
                correction.belongs(),
                cosine,
                cosine >= CorrectionCurve.nearDuplicate()),
            by));
  }

  /**
   * Returns the score with the corrections.
   *
   * @param score the score without corrections, 0–1
   */
  CorrectedScore move(double score) {
    return new CorrectedScore(
        score,
        LogOdds.probability(LogOdds.logit(score) + shift.bounded()),
        weighed.stream()
            .sorted(Comparator.comparingDouble((Weighed each) -> Math.abs(each.shift())).reversed())
            .map(Weighed::correction)
            .toList());
  }

  private static double shift(EmbeddedCorrection correction, double cosine) {
    return CorrectionCurve.shift(cosine, correction.belongs(), correction.weight());
  }
}
