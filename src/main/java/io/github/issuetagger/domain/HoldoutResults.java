package io.github.issuetagger.domain;

import io.github.issuetagger.math.Counts;
import java.util.List;

/**
 * How well a repository's labels can be given, measured on its own past: every issue was scored by
 * models that had not seen it.
 */
public interface HoldoutResults extends HoldoutPrecision {
  /** The labels that were measured. */
  List<String> labels();

  /** How it would have gone with a measured label, had it been given from that score on, 0–1. */
  Counts from(String label, double score);

  /** How it would have gone from the score that is best for the label's F1. */
  Counts balanced(String label);
}
