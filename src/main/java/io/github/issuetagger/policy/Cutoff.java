package io.github.issuetagger.policy;

import io.github.issuetagger.domain.HoldoutPrecision;
import io.github.issuetagger.settings.PrecisionTargets;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.OptionalDouble;

/**
 * From which score on something happens with a label, and why from there.
 *
 * @param score the score, 0–1; empty when no score is enough
 * @param reached the reason of what happens at or above it
 * @param missed the reason of what does not happen below it
 */
public record Cutoff(OptionalDouble score, String reached, String missed) {
  /** A threshold that stands in the settings. */
  private static Cutoff fixed(double threshold, String name) {
    return new Cutoff(OptionalDouble.of(threshold), "reaches " + name, "below " + name);
  }

  /** What the repository's past says. */
  private static Cutoff measured(OptionalDouble score, double precision) {
    String right = "right " + ShareText.inWords(precision) + " on this repository's past";
    return new Cutoff(score, "such scores were " + right, "such scores were not " + right);
  }

  /**
   * From where the label is applied. Where it was measured and nobody wrote a threshold, that is
   * where the past reached the precision that is asked for.
   */
  public static Cutoff toApply(String label, RepositorySettings settings, HoldoutPrecision past) {
    PrecisionTargets wanted = settings.precision(label);
    return wanted.ownThreshold() || !past.measured(label)
        ? fixed(settings.thresholds(label).apply(), "its threshold")
        : measured(past.threshold(label, wanted.apply()), wanted.apply());
  }

  /** From where the label is suggested: what is good enough to apply is good enough to suggest. */
  public static Cutoff toSuggest(String label, RepositorySettings settings, HoldoutPrecision past) {
    PrecisionTargets wanted = settings.precision(label);
    Cutoff own =
        wanted.ownSuggestThreshold() || !past.measured(label)
            ? fixed(settings.thresholds(label).suggest(), "its suggest threshold")
            : measured(past.threshold(label, wanted.suggest()), wanted.suggest());
    Cutoff apply = toApply(label, settings, past);
    return apply.lowest() < own.lowest() ? apply : own;
  }

  boolean reachedBy(double value) {
    return value >= lowest();
  }

  private double lowest() {
    return score.orElse(Double.POSITIVE_INFINITY);
  }

  /** The score for the record: 1 stands for what no score reaches. */
  double threshold() {
    return score.orElse(1);
  }
}
