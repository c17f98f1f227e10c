package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.LabelHead;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.ModelTask;
import java.util.List;

/** Scores a text for each label that a model was trained on. Safe for use by many threads. */
public final class MultiLabelModel implements AutoCloseable {
  private final Bundle bundle;
  private final TextTokenizer tokenizer;
  private final OnnxModel model;
  private final HeadScorer scorer;
  private final InferenceCache<String, double[]> cache;

  private MultiLabelModel(
      Bundle bundle, TextTokenizer tokenizer, OnnxModel model, HeadScorer scorer, int cacheSize) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.model = model;
    this.scorer = scorer;
    this.cache = new InferenceCache<>(cacheSize);
  }

  /**
   * Opens a multi-label model's bundle.
   *
   * @throws BundleException if the bundle is for another task or does not load
   */
  public static MultiLabelModel open(LoadedBundle loaded, ModelConfig config) {
    Bundle bundle = loaded.require(ModelTask.MULTI_LABEL).bundle();
    List<LabelHead> labels = bundle.outputs().labels();
    HeadScorer scorer = HeadScorer.open(labels, bundle.outputs().ngrams(), loaded);
    OnnxModel model = OnnxModel.open(loaded, config, List.of(GraphOutput.logits(labels.size())));
    try {
      return new MultiLabelModel(
          bundle, TextTokenizer.open(loaded, config), model, scorer, config.remembered());
    } catch (BundleException e) {
      model.close();
      throw e;
    }
  }

  public Bundle bundle() {
    return bundle;
  }

  /** Returns the calibrated log-odds of each of the bundle's labels, in their order. */
  public double[] logOdds(String text) {
    return cache.get(text, this::compute).clone();
  }

  private double[] compute(String text) {
    return scorer.logOdds(model.run(List.of(tokenizer.encode(text))).get(0).row(0), text);
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
