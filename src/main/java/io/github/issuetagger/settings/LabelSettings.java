package io.github.issuetagger.settings;

import java.util.Optional;

/**
 * A label's own settings. For keys that are left out, the settings for all labels apply.
 *
 * @param mode what the App may do with the label
 * @param threshold the score from which the label is applied, 0–1
 * @param suggestThreshold the score from which the label is suggested, 0–1
 * @param precision the target precision for applying the label, 0–1
 * @param suggestPrecision the target precision for suggesting the label, 0–1
 * @param hypothesis the sentence that is tested for entailment
 */
public record LabelSettings(
    Optional<LabelMode> mode,
    Optional<Double> threshold,
    Optional<Double> suggestThreshold,
    Optional<Double> precision,
    Optional<Double> suggestPrecision,
    Optional<String> hypothesis) {
  /** An entry that only names its label. */
  public static final LabelSettings NONE =
      new LabelSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * Returns the label's thresholds. A threshold below the suggest threshold lowers the latter too,
   * because a label that is good enough to apply is good enough to suggest.
   */
  ScoreThresholds thresholds(ScoreThresholds general) {
    double apply = threshold.orElse(general.apply());
    return new ScoreThresholds(apply, Math.min(apply, suggestThreshold.orElse(general.suggest())));
  }

  /**
   * Returns the label's target precisions. The label's own entry takes precedence over the general
   * settings, and a threshold takes precedence over a precision beside it. A low precision lowers
   * the one for suggestions too.
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
