package io.github.issuetagger.model.bundle;

/**
 * A linear model over words, whose logits are added to a network's; see {@code NgramModel} for the
 * file.
 *
 * @param file its file in the bundle
 * @param weight the factor of its logits when they are added to the network's
 */
public record NgramHead(String file, double weight) {}
