package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.MatcherHead;
import io.github.issuetagger.model.bundle.ModelTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that reads a text and all candidate labels in one inference. It computes the text's
 * embedding, its heads' log-odds, and the log-odds that the text entails each label. A label's
 * result does not depend on the other labels, apart from the noise of a quantized model. Safe for
 * use by many threads.
 */
public final class MatcherModel implements Encoder {
  private static final int EMBEDDING = 0;
  private static final int MATCH = 1;

  private final Bundle bundle;
  private final TextTokenizer tokenizer;
  private final MatcherInputs inputs;
  private final OnnxModel model;
  private final EncoderHeads heads;
  private final InferenceCache<String, EncoderResult> encodings;
  private final InferenceCache<Question, Double> matches;

  private record Question(String text, String label) {}

  private MatcherModel(
      LoadedBundle loaded,
      TextTokenizer tokenizer,
      OnnxModel model,
      EncoderHeads heads,
      ModelConfig config) {
    this.bundle = loaded.bundle();
    this.tokenizer = tokenizer;
    this.inputs = MatcherInputs.of(tokenizer, head(loaded), config.maxBatchTokens(), bundle.id());
    this.model = model;
    this.heads = heads;
    this.encodings = new InferenceCache<>(config.remembered());
    this.matches = new InferenceCache<>(config.remembered());
  }

  /**
   * Opens a matcher's bundle.
   *
   * @throws BundleException if the bundle is for another task or does not load
   */
  public static MatcherModel open(LoadedBundle loaded, ModelConfig config) {
    int textTokens = config.maxBatchTokens() - head(loaded).labelLength();
    if (textTokens <= 0) {
      throw new BundleException(
          "bundle %s: labels of %d tokens leave no room for a text among %d; set MODEL_BATCH_TOKENS higher"
              .formatted(
                  loaded.bundle().id(), head(loaded).labelLength(), config.maxBatchTokens()));
    }
    EncoderHeads heads = EncoderHeads.open(loaded);
    OnnxModel model =
        OnnxModel.open(loaded, config, heads.outputs(GraphOutput.embedding(), GraphOutput.match()));
    try {
      return new MatcherModel(
          loaded, TextTokenizer.open(loaded, config, textTokens), model, heads, config);
    } catch (BundleException e) {
      model.close();
      throw e;
    }
  }

  private static MatcherHead head(LoadedBundle loaded) {
    return loaded.require(ModelTask.MATCHER).bundle().outputs().matcher().orElseThrow();
  }

  @Override
  public Bundle bundle() {
    return bundle;
  }

  @Override
  public EncoderResult encode(String text) {
    return encodings.get(text, unknown -> encode(List.of(unknown)).get(0));
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return encode(texts).stream().map(EncoderResult::embedding).toList();
  }

  /**
   * Matches a text with labels. Runs one inference if text and labels fit into {@code
   * maxBatchTokens}, and otherwise as many as needed.
   *
   * @param labels each label's meaning in words
   */
  public MatcherResult match(String text, List<String> labels) {
    Map<String, Double> odds = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String label : labels.stream().distinct().toList()) {
      matches
          .find(new Question(text, label))
          .ifPresentOrElse(found -> odds.put(label, found), () -> unknown.add(label));
    }
    EncoderResult encoded = unknown.isEmpty() ? encode(text) : compute(text, unknown, odds);
    return new MatcherResult(encoded, labels.stream().mapToDouble(odds::get).toArray());
  }

  /** Computes the log-odds of labels that the cache lacks, and adds them to {@code odds}. */
  private EncoderResult compute(String text, List<String> labels, Map<String, Double> odds) {
    Optional<EncoderResult> encoded = encodings.find(text);
    int label = 0;
    for (MatcherInputs.Row row : inputs.encode(text, labels)) {
      List<OnnxModel.Output> outputs = model.run(List.of(row.tokens()));
      if (encoded.isEmpty()) {
        encoded = Optional.of(result(outputs, 0, text));
        encodings.put(text, encoded.get());
      }
      float[] match = outputs.get(MATCH).row(0);
      if (match.length != row.tokens().length()) {
        throw new BundleException(
            "bundle %s: output 'match' has %d numbers for %d tokens, but must have one per token"
                .formatted(bundle.id(), match.length, row.tokens().length()));
      }
      for (int marker : row.markers()) {
        odds.put(labels.get(label), (double) match[marker]);
        matches.put(new Question(text, labels.get(label)), (double) match[marker]);
        label++;
      }
    }
    return encoded.orElseThrow();
  }

  private List<EncoderResult> encode(List<String> texts) {
    List<ModelInput> rows = texts.stream().map(tokenizer::encode).toList();
    EncoderResult[] encoded = new EncoderResult[texts.size()];
    model.runInBatches(
        rows, (row, outputs, position) -> encoded[row] = result(outputs, position, texts.get(row)));
    return List.of(encoded);
  }

  private EncoderResult result(List<OnnxModel.Output> outputs, int row, String text) {
    float[] vector = outputs.get(EMBEDDING).row(row);
    return new EncoderResult(
        bundle.normalize() ? Vectors.normalized(vector) : vector,
        heads.logOdds(outputs, row, text));
  }

  /** Returns the number of inferences since the model was opened. */
  public long inferences() {
    return model.inferences();
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
