package io.github.issuetagger.domain;

/**
 * What a correction does to the label's score on issues that are nearly the same as the corrected
 * one.
 *
 * @param before the score without the correction, 0–1
 * @param after the score with the correction, 0–1
 * @param alone whether no other correction moves the score of such issues
 */
public record CorrectionEffect(double before, double after, boolean alone) {}
