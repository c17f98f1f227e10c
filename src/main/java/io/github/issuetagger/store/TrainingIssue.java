package io.github.issuetagger.store;

import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.TextFeatures;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of an issue that somebody labelled, in place of its text.
 *
 * @param number its number in the repository
 * @param createdAt when it was opened
 * @param labelled whether it carried a label, whoever put it there, when it was last looked at; of
 *     one that carried none nobody knows whether a label belongs
 * @param notPlanned whether it was closed as not planned: a weak sign that it was no real issue
 * @param reading what a model made of its text; empty until it was read
 */
public record TrainingIssue(
    int number,
    Instant createdAt,
    boolean labelled,
    boolean notPlanned,
    Optional<Reading> reading) {
  /**
   * What a model made of an issue's text.
   *
   * @param textHash {@link io.github.issuetagger.text.TextHash} of the text
   * @param embedding where the text lies
   * @param features what else a learner counted in it
   */
  public record Reading(String textHash, Embedding embedding, Optional<TextFeatures> features) {}
}
