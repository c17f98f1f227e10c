package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns texts into embeddings, and into what the bundle's heads say about them, which costs no
 * further inference. Safe for use by many threads.
 */
public final class TextEncoder implements AutoCloseable {
  private final Bundle bundle;
  private final TextTokenizer tokenizer;
  private final OnnxModel model;
  private final List<HeadScorer> heads;
  private final int maxBatchTokens;
  private final Memory<String, Encoded> memory;

  private TextEncoder(
      Bundle bundle,
      TextTokenizer tokenizer,
      OnnxModel model,
      List<HeadScorer> heads,
      ModelConfig config) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.model = model;
    this.heads = heads;
    this.maxBatchTokens = config.maxBatchTokens();
    this.memory = new Memory<>(config.remembered());
  }

  /**
   * Opens an encoder's bundle.
   *
   * @throws BundleException when the bundle is for another task or does not load
   */
  public static TextEncoder open(LoadedBundle loaded, ModelConfig config) {
    loaded.require(Task.ENCODER);
    Bundle bundle = loaded.bundle();
    List<HeadScorer> heads =
        bundle.outputs().heads().stream()
            .map(head -> HeadScorer.open(head.labels(), head.ngrams(), loaded))
            .toList();
    List<WantedOutput> wanted = new ArrayList<>(List.of(WantedOutput.tokens()));
    bundle.outputs().heads().forEach(head -> wanted.add(WantedOutput.head(head)));
    OnnxModel model = OnnxModel.open(loaded, config, wanted);
    try {
      return new TextEncoder(bundle, TextTokenizer.open(loaded, config), model, heads, config);
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
    return encode(text).embedding();
  }

  /** The texts' embeddings, in the texts' order. */
  public List<float[]> embed(List<String> texts) {
    return encode(texts).stream().map(Encoded::embedding).toList();
  }

  /** One text's embedding and what the heads say, of one inference. */
  public Encoded encode(String text) {
    return memory.of(text, unknown -> encode(List.of(unknown)).get(0));
  }

  private List<Encoded> encode(List<String> texts) {
    List<TokenRow> rows = texts.stream().map(tokenizer::encode).toList();
    int[] lengths = rows.stream().mapToInt(TokenRow::length).toArray();
    Encoded[] encoded = new Encoded[rows.size()];
    for (List<Integer> batch : Batches.plan(lengths, maxBatchTokens, bundle.maxRows())) {
      List<OnnxModel.Output> outputs = model.run(batch.stream().map(rows::get).toList());
      for (int i = 0; i < batch.size(); i++) {
        int text = batch.get(i);
        encoded[text] =
            new Encoded(pool(outputs.get(0), i, lengths[text]), heads(outputs, i, texts.get(text)));
      }
    }
    return List.of(encoded);
  }

  /** What each head says of one row; its output is the one after the token vectors. */
  private Map<String, double[]> heads(List<OnnxModel.Output> outputs, int row, String text) {
    Map<String, double[]> odds = new HashMap<>();
    for (int i = 0; i < heads.size(); i++) {
      String name = bundle.outputs().heads().get(i).name();
      odds.put(name, heads.get(i).logOdds(outputs.get(i + 1).row(row), text));
    }
    return odds;
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
