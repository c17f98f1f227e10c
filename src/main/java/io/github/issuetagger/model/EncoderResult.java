package io.github.issuetagger.model;

import java.util.Map;
import java.util.Optional;

/**
 * An encoder's result for a text.
 *
 * @param embedding the text's embedding; callers must not change it
 * @param logOdds by head, the calibrated log-odds of each of the head's labels, in their order
 */
// Created once by the encoder and read once by the caller.
@SuppressWarnings("ArrayRecordComponent")
public record EncoderResult(float[] embedding, Map<String, double[]> logOdds) {
  public EncoderResult {
    logOdds = Map.copyOf(logOdds);
  }

  /** Returns the log-odds of one head's labels, or empty if the encoder has no such head. */
  public Optional<double[]> head(String name) {
    return Optional.ofNullable(logOdds.get(name));
  }
}
