package io.github.issuetagger.settings;

/**
 * The target precisions, 0–1, and whether thresholds take precedence over them.
 *
 * @param apply how often applied labels have to be right
 * @param suggest how often suggested labels have to be right; never above {@code apply}
 * @param ownThreshold whether the maintainers set a threshold, which then applies instead of {@code
 *     apply}
 * @param ownSuggestThreshold whether the maintainers set a suggest threshold, which then applies
 *     instead of {@code suggest}
 */
public record PrecisionTargets(
    double apply, double suggest, boolean ownThreshold, boolean ownSuggestThreshold) {
  public PrecisionTargets {
    if (!(suggest >= 0 && suggest <= apply && apply <= 1)) {
      throw new IllegalArgumentException(
          "suggest_precision above precision: suggest " + suggest + ", apply " + apply);
    }
  }

  /** Returns the same precisions without thresholds. */
  PrecisionTargets withoutThresholds() {
    return new PrecisionTargets(apply, suggest, false, false);
  }
}
