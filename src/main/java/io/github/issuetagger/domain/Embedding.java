package io.github.issuetagger.domain;

/**
 * A text's embedding. Embeddings of different encoders cannot be compared.
 *
 * @param encoder the encoder's name and version
 * @param vector one value per dimension; callers must not change it
 */
// Never compared or copied, because there is one per issue.
@SuppressWarnings("ArrayRecordComponent")
public record Embedding(String encoder, float[] vector) {}
