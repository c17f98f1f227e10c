package io.github.issuetagger.settings;

/**
 * How often the App has to be right, as shares of 0–1, and whose thresholds stand above that.
 *
 * @param apply how often, of the times that it applies a label
 * @param suggest how often, of the times that it suggests one; never above {@code apply}
 * @param ownThreshold whether the maintainers wrote a threshold to apply from: it holds then,
 *     measured or not
 * @param ownSuggestThreshold the same for suggestions
 */
public record PrecisionTargets(
    double apply, double suggest, boolean ownThreshold, boolean ownSuggestThreshold) {
  public PrecisionTargets {
    if (!(suggest >= 0 && suggest <= apply && apply <= 1)) {
      throw new IllegalArgumentException(
          "precisions out of order: suggest " + suggest + ", apply " + apply);
    }
  }

  /** The same precisions where nobody wrote a threshold. */
  PrecisionTargets withoutThresholds() {
    return new PrecisionTargets(apply, suggest, false, false);
  }
}
