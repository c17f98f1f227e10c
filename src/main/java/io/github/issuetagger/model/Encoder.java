package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.Bundle;
import java.util.List;

/**
 * Computes a text's embedding, and the log-odds of the bundle's heads in the same inference.
 * Implementations are safe for use by many threads.
 */
public interface Encoder extends AutoCloseable {
  /** Returns the bundle that the model was opened from. */
  Bundle bundle();

  /** Returns one text's embedding and its heads' log-odds from one inference. */
  EncoderResult encode(String text);

  /** Returns the texts' embeddings in the texts' order. */
  List<float[]> embed(List<String> texts);

  /** Returns one text's embedding. */
  default float[] embed(String text) {
    return encode(text).embedding();
  }

  @Override
  void close();
}
