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
 * Reads a text and all candidate labels in one inference: it gives the text's embedding, what the
 * heads say about it, and how likely it entails each label. A label's answer does not depend on the
 * other labels, apart from the noise of a quantized model. Safe for use by many threads.
 */
public final class MatcherModel implements Encoder {
  private static final int EMBEDDING = 0;
  private static final int MATCH = 1;

  private final Bundle bundle;
  private final TextTokenizer tokenizer;
  private final MatcherInputs rows;
  private final OnnxModel model;
  private final EncoderHeads heads;
  private final int maxBatchTokens;
  private final InferenceCache<String, EncoderResult> encodings;
  private final InferenceCache<Question, Double> answers;

  private record Question(String text, String label) {}

  private MatcherModel(
      LoadedBundle loaded,
      TextTokenizer tokenizer,
      OnnxModel model,
      EncoderHeads heads,
      ModelConfig config) {
    this.bundle = loaded.bundle();
    this.tokenizer = tokenizer;
    this.rows = MatcherInputs.of(tokenizer, head(loaded), config.maxBatchTokens(), bundle.id());
    this.model = model;
    this.heads = heads;
    this.maxBatchTokens = config.maxBatchTokens();
    this.encodings = new InferenceCache<>(config.remembered());
    this.answers = new InferenceCache<>(config.remembered());
  }

  /**
   * Opens a matcher's bundle.
   *
   * @throws BundleException when the bundle is for another task or does not load
   */
  public static MatcherModel open(LoadedBundle loaded, ModelConfig config) {
    int room = config.maxBatchTokens() - head(loaded).labelLength();
    if (room <= 0) {
      throw new BundleException(
          "bundle %s: labels of %d tokens leave no room for a text among %d; set MODEL_BATCH_TOKENS higher"
              .formatted(
                  loaded.bundle().id(), head(loaded).labelLength(), config.maxBatchTokens()));
    }
    EncoderHeads heads = EncoderHeads.open(loaded);
    OnnxModel model =
        OnnxModel.open(loaded, config, heads.after(GraphOutput.embedding(), GraphOutput.match()));
    try {
      return new MatcherModel(
          loaded, TextTokenizer.open(loaded, config, room), model, heads, config);
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
    return encodings.of(text, unknown -> encode(List.of(unknown)).get(0));
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return encode(texts).stream().map(EncoderResult::embedding).toList();
  }

  /**
   * Reads a text and labels: in one inference where they fit into {@code maxBatchTokens}, else in
   * as many as it takes.
   *
   * @param labels what each label says, in words
   */
  public MatcherResult match(String text, List<String> labels) {
    Map<String, Double> odds = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String label : labels.stream().distinct().toList()) {
      answers
          .known(new Question(text, label))
          .ifPresentOrElse(known -> odds.put(label, known), () -> unknown.add(label));
    }
    EncoderResult encoded = unknown.isEmpty() ? encode(text) : ask(text, unknown, odds);
    return new MatcherResult(encoded, labels.stream().mapToDouble(odds::get).toArray());
  }

  /** Asks about labels that nothing is remembered about, and adds the answers to the odds. */
  private EncoderResult ask(String text, List<String> labels, Map<String, Double> odds) {
    Optional<EncoderResult> encoded = encodings.known(text);
    int label = 0;
    for (MatcherInputs.Row row : rows.of(text, labels)) {
      List<OnnxModel.Output> outputs = model.run(List.of(row.tokens()));
      if (encoded.isEmpty()) {
        encoded = Optional.of(encoded(outputs, 0, text));
        encodings.keep(text, encoded.get());
      }
      float[] match = outputs.get(MATCH).row(0);
      if (match.length != row.tokens().length()) {
        throw new BundleException(
            "bundle %s: output 'match' has %d numbers for %d tokens, but must have one a token"
                .formatted(bundle.id(), match.length, row.tokens().length()));
      }
      for (int marker : row.markers()) {
        odds.put(labels.get(label), (double) match[marker]);
        answers.keep(new Question(text, labels.get(label)), (double) match[marker]);
        label++;
      }
    }
    return encoded.orElseThrow();
  }

  private List<EncoderResult> encode(List<String> texts) {
    List<ModelInput> alone = texts.stream().map(rows::of).toList();
    int[] lengths = alone.stream().mapToInt(ModelInput::length).toArray();
    EncoderResult[] encoded = new EncoderResult[texts.size()];
    for (List<Integer> batch : InferenceBatches.plan(lengths, maxBatchTokens, bundle.maxRows())) {
      List<OnnxModel.Output> outputs = model.run(batch.stream().map(alone::get).toList());
      for (int i = 0; i < batch.size(); i++) {
        encoded[batch.get(i)] = encoded(outputs, i, texts.get(batch.get(i)));
      }
    }
    return List.of(encoded);
  }

  private EncoderResult encoded(List<OnnxModel.Output> outputs, int row, String text) {
    float[] vector = outputs.get(EMBEDDING).row(row);
    return new EncoderResult(
        bundle.normalize() ? Vectors.normalized(vector) : vector,
        heads.logOdds(outputs, row, text));
  }

  /** How many inferences the model has run since it was opened. */
  public long inferences() {
    return model.inferences();
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
