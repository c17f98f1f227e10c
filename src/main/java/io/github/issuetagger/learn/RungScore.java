package io.github.issuetagger.learn;

/**
 * How well one way of labelling does over all labels.
 *
 * @param rung what it is
 * @param micro over all pairs of an issue and a label
 * @param macroF1 the mean of the labels' F1, 0–1, over labels that some issue of the test has
 */
public record RungScore(String rung, Measure micro, double macroF1) {}
