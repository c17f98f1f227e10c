package io.github.issuetagger.model.bundle;

/**
 * One label that a multi-label model was trained for.
 *
 * @param name the label's name
 * @param threshold the probability, 0–1, from which the label is best given for F1
 * @param calibration from the model's logit to a probability
 */
public record LabelHead(String name, double threshold, Calibration calibration) {}
