package io.github.issuetagger.learning;

/**
 * A correction of a label, with the embedding of its issue.
 *
 * @param issue the issue's number
 * @param embedding the issue's embedding, of length 1
 * @param label the label's name
 * @param belongs whether the label belongs to the issue
 * @param weight how much the correction counts, 0–1
 */
// Made for one prediction, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record EmbeddedCorrection(
    int issue, float[] embedding, String label, boolean belongs, double weight) {}
