package io.github.issuetagger.predict;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.model.BundleException;
import io.github.issuetagger.model.BundleLoader;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.LoadedBundle;
import io.github.issuetagger.model.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The opened models and the ladder that stands on them. Opening loads the models and runs them
 * once, so the first issue is as quick as any.
 */
public final class Predictors implements AutoCloseable {
  private static final String EMBEDDED = "/bundles/encoder";

  private final List<AutoCloseable> models;
  private final List<Rung> rungs;
  private final Predictor ladder;

  private Predictors(List<AutoCloseable> models, List<Rung> rungs) {
    this.models = List.copyOf(models);
    this.rungs = List.copyOf(rungs);
    this.ladder = new Ladder(rungs);
  }

  /**
   * Opens the embedded encoder, and the operator's bundle when there is one: an {@code nli} bundle
   * stands above the encoder, an {@code encoder} bundle replaces it.
   *
   * @throws BundleException when a bundle is damaged, of a task that cannot serve here, or does not
   *     load
   */
  public static Predictors open(ModelConfig config) {
    BundleLoader loader = new BundleLoader(config.cacheDir());
    List<AutoCloseable> models = new ArrayList<>();
    try {
      List<Rung> rungs = rungs(loader, config, models);
      Predictors predictors = new Predictors(models, rungs);
      predictors.warmUp();
      return predictors;
    } catch (RuntimeException e) {
      closeAll(models);
      throw e;
    }
  }

  private static List<Rung> rungs(
      BundleLoader loader, ModelConfig config, List<AutoCloseable> models) {
    if (config.bundle().isEmpty()) {
      return List.of(similarity(loader.classpath(EMBEDDED), config, models));
    }
    LoadedBundle chosen = loader.folder(config.bundle().get());
    return switch (chosen.bundle().task()) {
      case ENCODER -> List.of(similarity(chosen, config, models));
      case NLI -> {
        EntailmentModel entailment = EntailmentModel.open(chosen, config);
        models.add(entailment);
        Rung similarity = similarity(loader.classpath(EMBEDDED), config, models);
        yield List.of(new EntailmentPredictor(entailment, similarity), similarity);
      }
      case MULTI_LABEL ->
          throw new BundleException(
              "bundle %s is for task multi-label; give one for encoder or nli"
                  .formatted(chosen.bundle().id()));
    };
  }

  private static Rung similarity(
      LoadedBundle loaded, ModelConfig config, List<AutoCloseable> models) {
    TextEncoder encoder = TextEncoder.open(loaded, config);
    models.add(encoder);
    return new SimilarityPredictor(encoder);
  }

  private void warmUp() {
    Label label = Label.of("bug", "Something is broken");
    ladder.predict(new IssueText("It crashes", "on start"), new LabelCatalog(List.of(label)));
  }

  /** The ladder; safe for use by many threads until this is closed. */
  public Predictor predictor() {
    return ladder;
  }

  /** One line for people: each rung and the bundle it stands on, highest first. */
  public String describe() {
    return rungs.stream()
        .map(rung -> rung.name() + " (" + rung.bundle() + ")")
        .collect(Collectors.joining(", then "));
  }

  /** The score, 0–1, from which giving that label is best for F1, as far as its rung knows. */
  public double f1Threshold(ScoredLabel scored) {
    Map<String, Double> byRung =
        rungs.stream().collect(Collectors.toMap(Rung::name, Rung::f1Threshold));
    Double threshold = byRung.get(scored.rung());
    if (threshold == null) {
      throw new IllegalArgumentException("no such rung: " + scored.rung());
    }
    return threshold;
  }

  @Override
  public void close() {
    closeAll(models);
  }

  private static void closeAll(List<AutoCloseable> models) {
    for (AutoCloseable model : models) {
      try {
        model.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close a model", e);
      }
    }
  }
}
