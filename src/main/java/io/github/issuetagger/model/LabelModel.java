package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import java.util.List;

/**
 * Scores a text for each of the labels that a multi-label model was trained for. Safe for use by
 * many threads.
 */
public final class LabelModel implements AutoCloseable {
  private final Bundle bundle;
  private final TextTokenizer tokenizer;
  private final OnnxModel model;

  private LabelModel(Bundle bundle, TextTokenizer tokenizer, OnnxModel model) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.model = model;
  }

  /**
   * Opens a multi-label model's bundle.
   *
   * @throws BundleException when the bundle is for another task or does not load
   */
  public static LabelModel open(LoadedBundle loaded, ModelConfig config) {
    Bundle bundle = loaded.require(Task.MULTI_LABEL).bundle();
    int labels = bundle.outputs().labels().size();
    OnnxModel model = OnnxModel.open(loaded, config, List.of(WantedOutput.logits(labels)));
    try {
      return new LabelModel(bundle, TextTokenizer.open(loaded, config), model);
    } catch (BundleException e) {
      model.close();
      throw e;
    }
  }

  public Bundle bundle() {
    return bundle;
  }

  /** The calibrated probability, 0–1, of each of the bundle's labels, in their order. */
  public double[] probabilities(String text) {
    List<LabelHead> labels = bundle.outputs().labels();
    float[] logits = model.run(List.of(tokenizer.encode(text))).get(0).row(0);
    double[] probabilities = new double[logits.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = labels.get(i).calibration().probability(logits[i]);
    }
    return probabilities;
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
