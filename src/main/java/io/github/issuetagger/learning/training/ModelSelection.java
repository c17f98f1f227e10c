package io.github.issuetagger.learning.training;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Which scorer serves which label.
 *
 * @param serving the scorer of each label of the examples
 * @param standIn the same for issues that the fine-tuned bundle has not read
 * @param left whether a label of that name is left to the operator's bundle, which could not be
 *     judged on it
 */
// Made once by the learner, never compared.
@SuppressWarnings("ArrayRecordComponent")
record ModelSelection(int[] serving, int[] standIn, Predicate<String> left) {
  /** All labels by one scorer. */
  ModelSelection alone(int scorer) {
    int[] all = new int[serving.length];
    Arrays.fill(all, scorer);
    return new ModelSelection(all, standIn, label -> false);
  }
}
