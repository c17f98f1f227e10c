package io.github.issuetagger.learning;

/**
 * Tells by how much a correction of one issue moves the log-odds of another, by how near the two
 * lie. The shifts were fitted on two repositories' histories; docs/decisions/0008-scorers.md.
 *
 * <p>Nearness is counted in standard deviations above the cosine of two issues that a repository's
 * issues have by chance. With another encoder {@link #TYPICAL} and {@link #SPREAD} have to be
 * measured again, by {@code MeasureCorrections} in {@code src/jmh}, which also prints what the
 * shifts should be.
 */
final class CorrectionCurve {
  /** The mean cosine of two issues of a repository. */
  static final double TYPICAL = 0.40;

  /** The standard deviation of such cosines. */
  static final double SPREAD = 0.11;

  /** From so many standard deviations on, a correction says something about another issue. */
  static final double FROM = 1.5;

  /** From here on, it says as much as one of a near duplicate does. */
  static final double FULL = 3.8;

  /** From here on, the two are copies, such as reports that a program writes. */
  static final double COPY = 5.25;

  /** The shift if the label belongs to a near duplicate. */
  static final double UP = 0.7;

  /** The shift if it does not belong to a near duplicate. */
  static final double DOWN = -2.1;

  /** The shift if it does not belong to a copy. */
  static final double COPY_DOWN = -4;

  private CorrectionCurve() {}

  /** The cosine from which on a correction of one issue says something about another. */
  static double near() {
    return TYPICAL + FROM * SPREAD;
  }

  /** The cosine from which on two issues are near duplicates. */
  static double nearDuplicate() {
    return TYPICAL + FULL * SPREAD;
  }

  /**
   * Returns by how much one correction moves a label's log-odds.
   *
   * @param cosine of the two issues' embeddings
   * @param belongs whether the label belongs to the corrected issue
   * @param weight how much the correction counts, 0–1
   */
  static double shift(double cosine, boolean belongs, double weight) {
    double nearness = (cosine - TYPICAL) / SPREAD;
    double share = Math.max(0, Math.min(1, (nearness - FROM) / (FULL - FROM)));
    double most = belongs ? UP : nearness >= COPY ? COPY_DOWN : DOWN;
    return weight * share * most;
  }
}
