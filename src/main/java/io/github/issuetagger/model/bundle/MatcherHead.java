package io.github.issuetagger.model.bundle;

/**
 * How a matcher is asked about labels, and how its answers are read.
 *
 * @param marker the token that begins each label's block
 * @param labelLength the most tokens of a label's block, marker included; longer ones are cut
 * @param threshold the probability, 0–1, from which a label is best given for F1
 * @param calibration from the log-odds of a match to a probability
 */
public record MatcherHead(
    String marker, int labelLength, double threshold, Calibration calibration) {}
