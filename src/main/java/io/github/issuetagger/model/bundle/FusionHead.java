package io.github.issuetagger.model.bundle;

import java.util.Optional;

/**
 * A logistic regression over the features of an encoder and an entailment model, or of a matcher.
 *
 * @param score the fitted weights
 * @param encoder the {@link Bundle#id} of the encoder whose features the weights were fitted on;
 *     the weights are useless with another encoder. Empty if the bundle does not name one, because
 *     a matcher is its own encoder
 */
public record FusionHead(LogisticWeights score, Optional<String> encoder) {
  /** Returns whether the weights can be used with an encoder. */
  public boolean fits(Bundle other) {
    return encoder.isEmpty() || encoder.get().equals(other.id());
  }
}
