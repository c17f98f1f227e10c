package io.github.issuetagger.model.bundle;

import java.util.Optional;

/**
 * A score over the features of an encoder and an entailment model together, or of a matcher.
 *
 * @param score the fitted weights
 * @param encoder the encoder whose features they were fitted on, as {@link Bundle#id}; they mean
 *     nothing to another one. Empty when the bundle does not say, as of a matcher, which is its own
 */
public record FusionHead(LogisticWeights score, Optional<String> encoder) {
  /** Whether the weights may be used with that encoder. */
  public boolean fits(Bundle other) {
    return encoder.isEmpty() || encoder.get().equals(other.id());
  }
}
