package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.CorrectionEffect;
import io.github.issuetagger.domain.LabelAnnotation;
import java.util.Optional;

/**
 * Tells what a correction does to issues that are nearly the same as the corrected one.
 * Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface CorrectionEffects {
  /**
   * Returns what a correction does. Empty if it changes nothing, because a weightier source has
   * said something about the same label and issue, or because the corrections of other issues do as
   * much already.
   *
   * @param correction the correction, which has been entered already
   * @param score the label's score on the issue without corrections, 0–1
   */
  Optional<CorrectionEffect> of(LabelAnnotation correction, double score);
}
