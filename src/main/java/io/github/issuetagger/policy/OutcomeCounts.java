package io.github.issuetagger.policy;

/**
 * What people made of a label of late.
 *
 * @param applied of the times that it was applied, those when nobody objected
 * @param suggested of the suggestions that people answered, those that they took up
 */
public record OutcomeCounts(OutcomeTally applied, OutcomeTally suggested) {}
