package io.github.issuetagger.policy;

import java.util.Optional;

/**
 * What the maintainers wrote for one label; what they left out holds as for all labels.
 *
 * @param mode the label's own mode
 * @param threshold its own threshold to be applied, 0–1
 * @param suggestThreshold its own threshold to be suggested, 0–1
 * @param hypothesis the sentence that entailment is tested against
 */
public record LabelSettings(
    Optional<Mode> mode,
    Optional<Double> threshold,
    Optional<Double> suggestThreshold,
    Optional<String> hypothesis) {
  /** An entry that changes nothing but names its label. */
  public static final LabelSettings NONE =
      new LabelSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * The label's thresholds. A threshold that is set below the general suggest threshold takes that
   * one down with it: what is good enough to apply is good enough to suggest.
   */
  Thresholds thresholds(Thresholds general) {
    double apply = threshold.orElse(general.apply());
    return new Thresholds(apply, Math.min(apply, suggestThreshold.orElse(general.suggest())));
  }
}
