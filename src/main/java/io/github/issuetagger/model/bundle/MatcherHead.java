package io.github.issuetagger.model.bundle;

/**
 * How to query a matcher and read its output.
 *
 * @param marker the token that starts each label's block
 * @param labelLength the maximum length of a label's block in tokens, including the marker; longer
 *     blocks are cut
 * @param threshold the lowest probability, 0–1, to give a label at for the best F1
 * @param calibration from the log-odds of a match to a probability
 */
public record MatcherHead(
    String marker, int labelLength, double threshold, Calibration calibration) {}
