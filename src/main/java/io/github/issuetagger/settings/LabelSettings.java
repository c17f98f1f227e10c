package io.github.issuetagger.settings;

import java.util.Optional;

/**
 * What the maintainers wrote for one label; what they left out holds as for all labels.
 *
 * @param mode the label's own mode
 * @param threshold its own threshold to be applied, 0–1
 * @param suggestThreshold its own threshold to be suggested, 0–1
 * @param precision how often the App has to be right where it applies the label, 0–1
 * @param suggestPrecision how often where it suggests it, 0–1
 * @param hypothesis the sentence that entailment is tested against
 */
public record LabelSettings(
    Optional<LabelMode> mode,
    Optional<Double> threshold,
    Optional<Double> suggestThreshold,
    Optional<Double> precision,
    Optional<Double> suggestPrecision,
    Optional<String> hypothesis) {
  /** An entry that changes nothing but names its label. */
  public static final LabelSettings NONE =
      new LabelSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * The label's thresholds. A threshold that is set below the general suggest threshold takes that
   * one down with it: what is good enough to apply is good enough to suggest.
   */
  ScoreThresholds thresholds(ScoreThresholds general) {
    double apply = threshold.orElse(general.apply());
    return new ScoreThresholds(apply, Math.min(apply, suggestThreshold.orElse(general.suggest())));
  }

  /**
   * How often the App has to be right about the label. What stands in its entry counts before what
   * stands above; of a threshold and a precision in one place, the threshold does. A low precision
   * takes the one for suggestions down with it.
   */
  PrecisionTargets precision(PrecisionTargets general) {
    double apply = precision.orElse(general.apply());
    return new PrecisionTargets(
        apply,
        Math.min(apply, suggestPrecision.orElse(general.suggest())),
        threshold.isPresent() || (precision.isEmpty() && general.ownThreshold()),
        suggestThreshold.isPresent()
            || (suggestPrecision.isEmpty() && general.ownSuggestThreshold()));
  }
}
