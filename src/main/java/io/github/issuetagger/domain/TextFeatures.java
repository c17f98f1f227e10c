package io.github.issuetagger.domain;

/**
 * A text's features for training, which replace the text.
 *
 * @param version the version of the features and of their format
 * @param counts the features in that format; callers must not change them
 */
// Never compared or copied, because there is one per issue.
@SuppressWarnings("ArrayRecordComponent")
public record TextFeatures(String version, byte[] counts) {}
