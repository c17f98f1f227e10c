package io.github.issuetagger.learning;

/**
 * Somebody's word about a label, and where its issue lies.
 *
 * @param issue the issue's number
 * @param embedding the issue's embedding, of length 1
 * @param label the label's name
 * @param belongs whether it belongs to the issue
 * @param weight how much the word counts, 0–1
 */
// Made for one prediction, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record EmbeddedCorrection(
    int issue, float[] embedding, String label, boolean belongs, double weight) {}
