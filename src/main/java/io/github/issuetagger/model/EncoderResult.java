package io.github.issuetagger.model;

import java.util.Map;
import java.util.Optional;

/**
 * What one inference of an encoder says about a text.
 *
 * @param embedding its vector; shared, not to be written to
 * @param logOdds by head, the calibrated log-odds of each of the head's labels, in their order
 */
// Made once by the encoder, read once by the caller.
@SuppressWarnings("ArrayRecordComponent")
public record EncoderResult(float[] embedding, Map<String, double[]> logOdds) {
  public EncoderResult {
    logOdds = Map.copyOf(logOdds);
  }

  /** The log-odds of one head's labels; empty when the encoder has no such head. */
  public Optional<double[]> head(String name) {
    return Optional.ofNullable(logOdds.get(name));
  }
}
