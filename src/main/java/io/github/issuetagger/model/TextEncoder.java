package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.Bundle.Pooling;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.ModelTask;
import java.util.List;

/** An encoder that pools token vectors into a text's embedding. Safe for use by many threads. */
public final class TextEncoder implements Encoder {
  private final Bundle bundle;
  private final TextTokenizer tokenizer;
  private final OnnxModel model;
  private final EncoderHeads heads;
  private final InferenceCache<String, EncoderResult> cache;

  private TextEncoder(
      Bundle bundle, TextTokenizer tokenizer, OnnxModel model, EncoderHeads heads, int cacheSize) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.model = model;
    this.heads = heads;
    this.cache = new InferenceCache<>(cacheSize);
  }

  /**
   * Opens an encoder's bundle.
   *
   * @throws BundleException if the bundle is for another task or does not load
   */
  public static TextEncoder open(LoadedBundle loaded, ModelConfig config) {
    loaded.require(ModelTask.ENCODER);
    Bundle bundle = loaded.bundle();
    EncoderHeads heads = EncoderHeads.open(loaded);
    OnnxModel model = OnnxModel.open(loaded, config, heads.outputs(GraphOutput.tokens()));
    try {
      return new TextEncoder(
          bundle, TextTokenizer.open(loaded, config), model, heads, config.remembered());
    } catch (BundleException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public Bundle bundle() {
    return bundle;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return encode(texts).stream().map(EncoderResult::embedding).toList();
  }

  @Override
  public EncoderResult encode(String text) {
    return cache.get(text, unknown -> encode(List.of(unknown)).get(0));
  }

  private List<EncoderResult> encode(List<String> texts) {
    List<ModelInput> rows = texts.stream().map(tokenizer::encode).toList();
    EncoderResult[] encoded = new EncoderResult[rows.size()];
    model.runInBatches(
        rows,
        (row, outputs, position) ->
            encoded[row] =
                new EncoderResult(
                    pool(outputs.get(0), position, rows.get(row).length()),
                    heads.logOdds(outputs, position, texts.get(row))));
    return List.of(encoded);
  }

  /** Pools one row's token vectors. {@code output} is rows × tokens × dimension. */
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
    return bundle.normalize() ? Vectors.normalized(vector) : vector;
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
