package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import java.util.List;

/** Says how likely a text entails each of some hypotheses. Safe for use by many threads. */
public final class EntailmentModel implements AutoCloseable {
  private static final int RANK = 2;

  private final Bundle bundle;
  private final EntailmentHead head;
  private final TextTokenizer tokenizer;
  private final OnnxModel model;
  private final int maxBatchTokens;

  private EntailmentModel(
      Bundle bundle,
      EntailmentHead head,
      TextTokenizer tokenizer,
      OnnxModel model,
      int maxBatchTokens) {
    this.bundle = bundle;
    this.head = head;
    this.tokenizer = tokenizer;
    this.model = model;
    this.maxBatchTokens = maxBatchTokens;
  }

  /**
   * Opens an entailment model's bundle.
   *
   * @throws BundleException when the bundle is for another task or does not load
   */
  public static EntailmentModel open(LoadedBundle loaded, ModelConfig config) {
    EntailmentHead head = loaded.require(Task.NLI).bundle().entailment().orElseThrow();
    OnnxModel model = OnnxModel.open(loaded, config, RANK);
    try {
      return new EntailmentModel(
          loaded.bundle(),
          head,
          TextTokenizer.open(loaded, config),
          model,
          config.maxBatchTokens());
    } catch (BundleException e) {
      model.close();
      throw e;
    }
  }

  public Bundle bundle() {
    return bundle;
  }

  /**
   * The calibrated probability, 0–1, that the premise entails each hypothesis; in the hypotheses'
   * order.
   */
  public double[] entailment(String premise, List<String> hypotheses) {
    List<TokenRow> rows =
        hypotheses.stream().map(hypothesis -> tokenizer.encode(premise, hypothesis)).toList();
    int[] lengths = rows.stream().mapToInt(TokenRow::length).toArray();
    double[] probabilities = new double[rows.size()];
    for (List<Integer> batch : Batches.plan(lengths, maxBatchTokens, bundle.maxRows())) {
      OnnxModel.Output output = model.run(batch.stream().map(rows::get).toList());
      if (output.rowSize() != head.classes().size()) {
        throw new BundleException(
            "bundle %s: model.onnx answers with %d classes, but bundle.json names %s"
                .formatted(bundle.id(), output.rowSize(), head.classes()));
      }
      for (int i = 0; i < batch.size(); i++) {
        probabilities[batch.get(i)] = head.calibration().probability(logOdds(output, i));
      }
    }
    return probabilities;
  }

  /** Log-odds of entailment against all other classes: its logit less their log-sum-exp. */
  private double logOdds(OnnxModel.Output output, int row) {
    int classes = output.rowSize();
    int entailment = head.entailmentIndex();
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      if (c != entailment) {
        highest = Math.max(highest, output.values()[row * classes + c]);
      }
    }
    double others = 0;
    for (int c = 0; c < classes; c++) {
      if (c != entailment) {
        others += Math.exp(output.values()[row * classes + c] - highest);
      }
    }
    return output.values()[row * classes + entailment] - (highest + Math.log(others));
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
