package io.github.issuetagger.domain;

/**
 * The effect of one correction on the label's score for near duplicates of the corrected issue.
 *
 * @param before the score without the correction, 0–1
 * @param after the score with the correction, 0–1
 * @param alone whether no other correction moves the scores of these issues
 */
public record CorrectionEffect(double before, double after, boolean alone) {}
