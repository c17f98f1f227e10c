package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Turns texts into embeddings. Safe for use by many threads. */
public final class TextEncoder implements AutoCloseable {
  private static final int RANK = 3;

  private final Bundle bundle;
  private final TextTokenizer tokenizer;
  private final OnnxModel model;
  private final int maxBatchTokens;

  private TextEncoder(Bundle bundle, TextTokenizer tokenizer, OnnxModel model, int maxBatchTokens) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.model = model;
    this.maxBatchTokens = maxBatchTokens;
  }

  /**
   * Opens an encoder's bundle.
   *
   * @throws BundleException when the bundle is for another task or does not load
   */
  public static TextEncoder open(LoadedBundle loaded, ModelConfig config) {
    loaded.require(Task.ENCODER);
    OnnxModel model = OnnxModel.open(loaded, config, RANK);
    try {
      return new TextEncoder(
          loaded.bundle(), TextTokenizer.open(loaded, config), model, config.maxBatchTokens());
    } catch (BundleException e) {
      model.close();
      throw e;
    }
  }

  public Bundle bundle() {
    return bundle;
  }

  /** One text's embedding. */
  public float[] embed(String text) {
    return embed(List.of(text)).get(0);
  }

  /** The texts' embeddings, in the texts' order. */
  public List<float[]> embed(List<String> texts) {
    List<TokenRow> rows = texts.stream().map(tokenizer::encode).toList();
    int[] lengths = rows.stream().mapToInt(TokenRow::length).toArray();
    List<float[]> embeddings = new ArrayList<>(Collections.nCopies(texts.size(), new float[0]));
    for (List<Integer> batch : Batches.plan(lengths, maxBatchTokens, bundle.maxRows())) {
      OnnxModel.Output output = model.run(batch.stream().map(rows::get).toList());
      for (int i = 0; i < batch.size(); i++) {
        embeddings.set(batch.get(i), pool(output, i, lengths[batch.get(i)]));
      }
    }
    return embeddings;
  }

  /** The vector of one row: {@code output} is rows × tokens × dimension. */
  private float[] pool(OnnxModel.Output output, int row, int tokens) {
    int dimension = (int) output.shape()[2];
    int start = row * output.rowSize();
    int pooled = bundle.pooling() == Pooling.CLS ? 1 : tokens;
    float[] vector = new float[dimension];
    for (int token = 0; token < pooled; token++) {
      for (int i = 0; i < dimension; i++) {
        vector[i] += output.values()[start + token * dimension + i] / pooled;
      }
    }
    return bundle.normalize() ? normalized(vector) : vector;
  }

  private static float[] normalized(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float length = (float) Math.sqrt(squares);
    if (length > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= length;
      }
    }
    return vector;
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
