package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.Bundle;
import java.util.List;

/**
 * Turns texts into embeddings, and into what the bundle's heads say about them, which costs no
 * further inference. Implementations are safe for use by many threads.
 */
public interface Encoder extends AutoCloseable {
  Bundle bundle();

  /** One text's embedding and what the heads say, of one inference. */
  EncoderResult encode(String text);

  /** The texts' embeddings, in the texts' order. */
  List<float[]> embed(List<String> texts);

  /** One text's embedding. */
  default float[] embed(String text) {
    return encode(text).embedding();
  }

  @Override
  void close();
}
