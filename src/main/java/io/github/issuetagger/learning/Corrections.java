package io.github.issuetagger.learning;

import io.github.issuetagger.math.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Corrections that people have made since the model was trained. They count at once for issues that
 * lie near, each by {@link CorrectionCurve}. Immutable.
 */
public final class Corrections {
  public static final Corrections NONE = new Corrections(List.of());

  private final List<Correction> all;

  /**
   * What somebody said about a label of an issue.
   *
   * @param place where the issue lies, of length 1
   * @param label the label's position
   * @param belongs whether the label belongs
   * @param weight how much the correction counts, 0–1
   */
  // Made once, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Correction(float[] place, int label, boolean belongs, double weight) {}

  private Corrections(List<Correction> all) {
    this.all = List.copyOf(all);
  }

  public Corrections with(Correction correction) {
    List<Correction> more = new ArrayList<>(all);
    more.add(correction);
    return new Corrections(more);
  }

  /** Moves the log-odds of an issue's labels. */
  public void apply(double[] odds, float[] place) {
    Shift[] shifts = new Shift[odds.length];
    for (Correction said : all) {
      double shift =
          CorrectionCurve.shift(
              Vectors.fastDot(place, said.place()), said.belongs(), said.weight());
      Shift before = shifts[said.label()];
      shifts[said.label()] = (before == null ? Shift.NONE : before).plus(shift);
    }
    for (int label = 0; label < odds.length; label++) {
      odds[label] += shifts[label] == null ? 0 : shifts[label].bounded();
    }
  }

  /**
   * The shifts of several corrections of one label. They add up, but to no more than one correction
   * of a near duplicate may say: in a busy repository many issues lie a little near, and together
   * they would say more than they know.
   *
   * @param sum of all shifts, in log-odds
   * @param lowest the lowest that the sum may be
   */
  record Shift(double sum, double lowest) {
    public static final Shift NONE = new Shift(0, CorrectionCurve.DOWN);

    Shift plus(double shift) {
      return new Shift(sum + shift, Math.min(lowest, shift));
    }

    /** The shift that counts. */
    double bounded() {
      return Math.max(lowest, Math.min(CorrectionCurve.UP, sum));
    }
  }
}
