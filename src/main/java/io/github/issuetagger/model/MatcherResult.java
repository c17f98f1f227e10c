package io.github.issuetagger.model;

/**
 * What a matcher says of a text and of labels.
 *
 * @param text the text's embedding and heads
 * @param logOdds by label, in the order asked, the log-odds that the text entails what the label
 *     says; not calibrated
 */
// Made once by the model, read once by the caller.
@SuppressWarnings("ArrayRecordComponent")
public record MatcherResult(EncoderResult text, double[] logOdds) {}
