package io.github.issuetagger.settings;

/**
 * The scores from which something happens, both 0–1.
 *
 * @param apply from here a label is applied, where its mode allows that
 * @param suggest from here it is suggested; never above {@code apply}
 */
public record ScoreThresholds(double apply, double suggest) {
  public ScoreThresholds {
    if (!(suggest >= 0 && suggest <= apply && apply <= 1)) {
      throw new IllegalArgumentException(
          "thresholds out of order: suggest " + suggest + ", apply " + apply);
    }
  }
}
