package io.github.issuetagger.domain;

/**
 * Where a text lies in an encoder's space. Those of different encoders cannot be compared.
 *
 * @param encoder the encoder's name and version
 * @param vector as many numbers as the encoder has dimensions; not to be written to
 */
// Compared by nobody, and copied for nobody: there is one an issue.
@SuppressWarnings("ArrayRecordComponent")
public record Embedding(String encoder, float[] vector) {}
