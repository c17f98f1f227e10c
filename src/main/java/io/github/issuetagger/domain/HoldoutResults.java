package io.github.issuetagger.domain;

import io.github.issuetagger.math.Counts;
import java.util.List;

/**
 * The holdout results of a repository's labels. Every issue was scored by models that were not
 * trained on it.
 */
public interface HoldoutResults extends HoldoutPrecision {
  /** Returns the measured labels. */
  List<String> labels();

  /** Returns the counts if a measured label is given from a score on, 0–1. */
  Counts from(String label, double score);

  /** Returns the counts for the score threshold with the best F1. */
  Counts balanced(String label);
}
