package io.github.issuetagger.domain;

import java.util.List;

/**
 * How well a repository's labels can be given, measured on its own past: every issue was scored by
 * models that had not seen it.
 */
public interface HoldoutResults extends HoldoutPrecision {
  /**
   * How it went from some score on.
   *
   * @param right how often the label was given that belongs
   * @param given how often it was given
   * @param having how many issues have it
   */
  record Outcome(int right, int given, int having) {}

  /** The labels that were measured. */
  List<String> labels();

  /** How it would have gone with a measured label, had it been given from that score on, 0–1. */
  Outcome from(String label, double score);

  /** How it would have gone from the score that is best for the label's F1. */
  Outcome balanced(String label);
}
