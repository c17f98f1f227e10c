package io.github.issuetagger.model;

/**
 * A matcher's result for a text and labels.
 *
 * @param text the text's embedding and the heads' log-odds
 * @param logOdds the log-odds that the text entails each label's meaning, in the labels' order; not
 *     calibrated
 */
// Created once by the model and read once by the caller.
@SuppressWarnings("ArrayRecordComponent")
public record MatcherResult(EncoderResult text, double[] logOdds) {}
