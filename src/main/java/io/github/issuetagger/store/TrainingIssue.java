package io.github.issuetagger.store;

import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.TextFeatures;
import java.time.Instant;
import java.util.Optional;

/**
 * The data of an annotated issue that is stored instead of its text.
 *
 * @param number the issue's number
 * @param createdAt when the issue was opened
 * @param labelled whether the issue had any label when it was last read. An issue without labels
 *     says nothing about which labels belong to it
 * @param notPlanned whether the issue was closed as not planned, which weakly indicates an invalid
 *     issue
 * @param reading the features of the issue's text; empty until they are computed
 */
public record TrainingIssue(
    int number,
    Instant createdAt,
    boolean labelled,
    boolean notPlanned,
    Optional<Reading> reading) {
  /**
   * The features of an issue's text.
   *
   * @param textHash {@link io.github.issuetagger.text.TextHash} of the text
   * @param embedding the text's embedding
   * @param features other features of the text
   */
  public record Reading(String textHash, Embedding embedding, Optional<TextFeatures> features) {}
}
