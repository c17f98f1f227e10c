package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.EntailmentHead;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.ModelTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes how likely a text entails each hypothesis. Safe for use by many threads. */
public final class EntailmentModel implements AutoCloseable {
  private final Bundle bundle;
  private final EntailmentHead head;
  private final TextTokenizer tokenizer;
  private final OnnxModel model;
  private final InferenceCache<Question, Double> cache;

  private record Question(String premise, String hypothesis) {}

  private EntailmentModel(
      Bundle bundle, EntailmentHead head, TextTokenizer tokenizer, OnnxModel model, int cacheSize) {
    this.bundle = bundle;
    this.head = head;
    this.tokenizer = tokenizer;
    this.model = model;
    this.cache = new InferenceCache<>(cacheSize);
  }

  /**
   * Opens an entailment model's bundle.
   *
   * @throws BundleException if the bundle is for another task or does not load
   */
  public static EntailmentModel open(LoadedBundle loaded, ModelConfig config) {
    EntailmentHead head =
        loaded.require(ModelTask.NLI).bundle().outputs().entailment().orElseThrow();
    OnnxModel model =
        OnnxModel.open(loaded, config, List.of(GraphOutput.logits(head.classes().size())));
    try {
      return new EntailmentModel(
          loaded.bundle(), head, TextTokenizer.open(loaded, config), model, config.remembered());
    } catch (BundleException e) {
      model.close();
      throw e;
    }
  }

  public Bundle bundle() {
    return bundle;
  }

  /**
   * Returns the calibrated probability, 0–1, that the premise entails each hypothesis, in the
   * hypotheses' order.
   */
  public double[] entailment(String premise, List<String> hypotheses) {
    return Arrays.stream(logOdds(premise, hypotheses))
        .map(head.calibration()::probability)
        .toArray();
  }

  /**
   * Returns the log-odds of entailment against all other classes, in the hypotheses' order. They
   * are not calibrated.
   */
  public double[] logOdds(String premise, List<String> hypotheses) {
    Map<String, Double> answers = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String hypothesis : hypotheses) {
      cache
          .find(new Question(premise, hypothesis))
          .ifPresentOrElse(odds -> answers.put(hypothesis, odds), () -> unknown.add(hypothesis));
    }
    double[] computed = compute(premise, unknown);
    for (int i = 0; i < computed.length; i++) {
      answers.put(unknown.get(i), computed[i]);
      cache.put(new Question(premise, unknown.get(i)), computed[i]);
    }
    return hypotheses.stream().mapToDouble(answers::get).toArray();
  }

  private double[] compute(String premise, List<String> hypotheses) {
    List<ModelInput> rows =
        hypotheses.stream().map(hypothesis -> tokenizer.encode(premise, hypothesis)).toList();
    double[] odds = new double[rows.size()];
    model.runInBatches(
        rows, (row, outputs, position) -> odds[row] = logOdds(outputs.get(0).row(position)));
    return odds;
  }

  /** Returns the logit of entailment minus the log-sum-exp of the other logits. */
  private double logOdds(float[] logits) {
    int entailment = head.entailmentIndex();
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.length; c++) {
      if (c != entailment) {
        highest = Math.max(highest, logits[c]);
      }
    }
    double others = 0;
    for (int c = 0; c < logits.length; c++) {
      if (c != entailment) {
        others += Math.exp(logits[c] - highest);
      }
    }
    return logits[entailment] - (highest + Math.log(others));
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
