package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.ModelTask;
import io.github.issuetagger.model.bundle.Pooling;
import java.util.List;

/** An encoder's bundle, whose token vectors are pooled. Safe for use by many threads. */
public final class TextEncoder implements Encoder {
  private final Bundle bundle;
  private final TextTokenizer tokenizer;
  private final OnnxModel model;
  private final EncoderHeads heads;
  private final int maxBatchTokens;
  private final InferenceCache<String, EncoderResult> memory;

  private TextEncoder(
      Bundle bundle,
      TextTokenizer tokenizer,
      OnnxModel model,
      EncoderHeads heads,
      ModelConfig config) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.model = model;
    this.heads = heads;
    this.maxBatchTokens = config.maxBatchTokens();
    this.memory = new InferenceCache<>(config.remembered());
  }

  /**
   * Opens an encoder's bundle.
   *
   * @throws BundleException when the bundle is for another task or does not load
   */
  public static TextEncoder open(LoadedBundle loaded, ModelConfig config) {
    loaded.require(ModelTask.ENCODER);
    Bundle bundle = loaded.bundle();
    EncoderHeads heads = EncoderHeads.open(loaded);
    OnnxModel model = OnnxModel.open(loaded, config, heads.after(GraphOutput.tokens()));
    try {
      return new TextEncoder(bundle, TextTokenizer.open(loaded, config), model, heads, config);
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
    return memory.of(text, unknown -> encode(List.of(unknown)).get(0));
  }

  private List<EncoderResult> encode(List<String> texts) {
    List<ModelInput> rows = texts.stream().map(tokenizer::encode).toList();
    int[] lengths = rows.stream().mapToInt(ModelInput::length).toArray();
    EncoderResult[] encoded = new EncoderResult[rows.size()];
    for (List<Integer> batch : InferenceBatches.plan(lengths, maxBatchTokens, bundle.maxRows())) {
      List<OnnxModel.Output> outputs = model.run(batch.stream().map(rows::get).toList());
      for (int i = 0; i < batch.size(); i++) {
        int text = batch.get(i);
        encoded[text] =
            new EncoderResult(
                pool(outputs.get(0), i, lengths[text]), heads.logOdds(outputs, i, texts.get(text)));
      }
    }
    return List.of(encoded);
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
    return bundle.normalize() ? Vectors.normalized(vector) : vector;
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
