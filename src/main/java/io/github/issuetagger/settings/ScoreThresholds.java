package io.github.issuetagger.settings;

/**
 * The scores from which the App acts, both 0–1.
 *
 * @param apply the score from which a label is applied if its mode allows it
 * @param suggest the score from which a label is suggested; never above {@code apply}
 */
public record ScoreThresholds(double apply, double suggest) {
  public ScoreThresholds {
    if (!(suggest >= 0 && suggest <= apply && apply <= 1)) {
      throw new IllegalArgumentException(
          "suggest_threshold above threshold: suggest " + suggest + ", apply " + apply);
    }
  }
}
