package io.github.issuetagger.model.bundle;

/**
 * One label that a multi-label model was trained on.
 *
 * @param name the label's name
 * @param threshold the lowest probability, 0–1, to give the label at for the best F1
 * @param calibration from the model's logit to a probability
 */
public record LabelHead(String name, double threshold, Calibration calibration) {}
