package io.github.issuetagger.policy;

import io.github.issuetagger.domain.HoldoutPrecision;
import io.github.issuetagger.settings.PrecisionTargets;
import io.github.issuetagger.settings.RepositorySettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/**
 * The lowest score at which the App applies or suggests a label, and the reason.
 *
 * @param score the score, 0–1; empty if no score is high enough
 * @param reached the reason when a score reaches the cutoff
 * @param missed the reason when a score does not reach the cutoff
 */
public record Cutoff(OptionalDouble score, String reached, String missed) {
  /** The digits of a precision in reasons; nobody asks for more. */
  private static final int DIGITS = 4;

  private static Cutoff fixed(double threshold, String name) {
    return new Cutoff(OptionalDouble.of(threshold), "reaches " + name, "below " + name);
  }

  private static Cutoff measured(OptionalDouble score, double precision) {
    String right = "right " + times(precision) + " in this repository's history";
    return new Cutoff(score, "such scores were " + right, "such scores were not " + right);
  }

  /**
   * Returns the cutoff for applying a label. If the label was measured and the settings have no
   * threshold for it, this is where the holdout precision reaches the target.
   */
  public static Cutoff toApply(
      String label, RepositorySettings settings, HoldoutPrecision holdout) {
    PrecisionTargets targets = settings.precision(label);
    return targets.ownThreshold() || !holdout.measured(label)
        ? fixed(settings.thresholds(label).apply(), "its threshold")
        : measured(holdout.threshold(label, targets.apply()), targets.apply());
  }

  /** Returns the cutoff for suggesting a label. It is never above the cutoff for applying it. */
  public static Cutoff toSuggest(
      String label, RepositorySettings settings, HoldoutPrecision holdout) {
    PrecisionTargets targets = settings.precision(label);
    Cutoff suggest =
        targets.ownSuggestThreshold() || !holdout.measured(label)
            ? fixed(settings.thresholds(label).suggest(), "its suggest threshold")
            : measured(holdout.threshold(label, targets.suggest()), targets.suggest());
    Cutoff apply = toApply(label, settings, holdout);
    return apply.lowest() < suggest.lowest() ? apply : suggest;
  }

  boolean reachedBy(double value) {
    return value >= lowest();
  }

  private double lowest() {
    return score.orElse(Double.POSITIVE_INFINITY);
  }

  /** Returns the score to record, which is 1 if no score is high enough. */
  double threshold() {
    return score.orElse(1);
  }

  /** Writes 0.9 as {@code 9 of 10 times} and 0.85 as {@code 85 of 100 times}. */
  private static String times(double share) {
    BigDecimal rounded =
        BigDecimal.valueOf(share).setScale(DIGITS, RoundingMode.DOWN).stripTrailingZeros();
    BigDecimal total = BigDecimal.TEN.pow(Math.max(1, rounded.scale()));
    return rounded.multiply(total).toBigInteger() + " of " + total.toBigInteger() + " times";
  }
}
