package io.github.issuetagger.predict;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.config.ModelConfig.ZeroShot;
import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.model.BundleException;
import io.github.issuetagger.model.BundleLoader;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.Fusion;
import io.github.issuetagger.model.LabelModel;
import io.github.issuetagger.model.LoadedBundle;
import io.github.issuetagger.model.Task;
import io.github.issuetagger.model.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opened models and the ladder that stands on them. Opening loads the models and runs them
 * once, so the first issue is as quick as any.
 */
public final class Predictors implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Predictors.class);
  private static final Embedded EMBEDDED =
      new Embedded("/bundles/encoder", "/bundles/issue-type", "/bundles/nli");

  private final OpenModels models;
  private final List<Rung> rungs;
  private final TypeScores types;
  private final Predictor ladder;
  private final Embedder embedder;
  private final IssueEncoder encoder;

  /**
   * Where the jar holds its bundles.
   *
   * @param encoder the encoder's folder
   * @param issueType the model of issue types, which a jar may lack
   * @param nli the entailment model's, which a jar may lack
   */
  record Embedded(String encoder, String issueType, String nli) {}

  private Predictors(
      OpenModels models, List<Rung> rungs, SimilarityPredictor similarity, TextEncoder encoder) {
    this.models = models;
    this.embedder = new EncoderEmbedder(encoder);
    this.rungs = List.copyOf(rungs);
    this.types = similarity.types();
    this.ladder = new Ladder(rungs);
    this.encoder = similarity;
  }

  /**
   * Opens the embedded models, and the operator's bundle when there is one: a {@code multi-label}
   * bundle stands above them, an {@code nli} or {@code encoder} bundle replaces the embedded one.
   *
   * @throws BundleException when a bundle is damaged or does not load
   */
  public static Predictors open(ModelConfig config) {
    return open(config, EMBEDDED);
  }

  /** Opens other embedded models, for tests. */
  static Predictors open(ModelConfig config, Embedded embedded) {
    OpenModels models = new OpenModels(config);
    try {
      Predictors predictors = opened(config, embedded, models);
      predictors.warmUp();
      return predictors;
    } catch (RuntimeException e) {
      models.close();
      throw e;
    }
  }

  private static Predictors opened(ModelConfig config, Embedded embedded, OpenModels models) {
    BundleLoader loader = new BundleLoader(config.cacheDir());
    Optional<LoadedBundle> own = config.bundle().map(loader::folder);
    TextEncoder encoder =
        models.encoder(of(Task.ENCODER, own).orElseGet(() -> loader.classpath(embedded.encoder())));
    List<Rung> rungs = new ArrayList<>();
    of(Task.MULTI_LABEL, own)
        .ifPresent(bundle -> rungs.add(new FineTunedPredictor(models.labels(bundle))));
    SimilarityPredictor similarity =
        new SimilarityPredictor(
            encoder,
            TypeCues.areIn(encoder) ? Optional.empty() : issueType(loader, embedded, models));
    of(Task.NLI, own)
        .map(bundle -> ownEntailment(models.entailment(bundle), similarity))
        .or(() -> embeddedEntailment(config, embedded, models, similarity))
        .ifPresent(rungs::add);
    rungs.add(similarity);
    return new Predictors(models, rungs, similarity, encoder);
  }

  private static Optional<LabelModel> issueType(
      BundleLoader loader, Embedded embedded, OpenModels models) {
    return BundleLoader.embedded(embedded.issueType())
        ? Optional.of(models.labels(loader.classpath(embedded.issueType())))
        : Optional.empty();
  }

  private static Optional<LoadedBundle> of(Task task, Optional<LoadedBundle> own) {
    return own.filter(loaded -> loaded.bundle().task() == task);
  }

  /** Any entailment model serves; one that was not fitted with this encoder speaks for itself. */
  private static Rung ownEntailment(EntailmentModel model, SimilarityPredictor similarity) {
    Optional<Fusion> fusion = model.bundle().outputs().fusion();
    if (fusion.isPresent() && !fusion.get().fits(similarity.encoder())) {
      log.warn(
          "The fusion of {} was fitted with {}, not with {}: entailment is scored without it",
          model.bundle().id(),
          fusion.get().encoder().orElse("another encoder"),
          similarity.encoder().id());
    }
    return fusion
        .filter(fitted -> fitted.fits(similarity.encoder()))
        .<Rung>map(fitted -> new FusionPredictor(model, similarity, fitted.score()))
        .orElseGet(() -> new EntailmentPredictor(model, similarity));
  }

  /** The embedded model is worth its time only together with the encoder it was fitted with. */
  private static Optional<Rung> embeddedEntailment(
      ModelConfig config, Embedded embedded, OpenModels models, SimilarityPredictor similarity) {
    if (config.zeroShot() == ZeroShot.SIMILARITY || !BundleLoader.embedded(embedded.nli())) {
      return Optional.empty();
    }
    LoadedBundle loaded = new BundleLoader(config.cacheDir()).classpath(embedded.nli());
    return loaded
        .bundle()
        .outputs()
        .fusion()
        .filter(fusion -> fusion.fits(similarity.encoder()))
        .map(fusion -> new FusionPredictor(models.entailment(loaded), similarity, fusion.score()));
  }

  private void warmUp() {
    Reading issue = Reading.of(new IssueText("It crashes", "on start"));
    Label label = Label.of("bug", "Something is broken");
    for (Rung rung : rungs) {
      rung.scores(issue, new LabelCatalog(Stream.of(label).filter(rung::covers).toList()));
    }
  }

  /** The ladder; safe for use by many threads until this is closed. */
  public Predictor predictor() {
    return ladder;
  }

  /** Embeds issues with the ladder's encoder; works until this is closed. */
  public Embedder embedder() {
    return embedder;
  }

  /** Reads issues once, for those who learn from many; usable until this is closed. */
  public IssueEncoder encoder() {
    return encoder;
  }

  /** Whether the operator's own bundle was trained for the label. */
  public boolean operators(Label label) {
    return rungs.stream()
        .anyMatch(rung -> rung instanceof FineTunedPredictor && rung.covers(label));
  }

  /** One line for people: each rung and the bundles it stands on, highest first. */
  public String describe() {
    return Stream.concat(
            rungs.stream()
                .map(rung -> rung.name() + " (" + String.join(" + ", rung.bundles()) + ")"),
            types.none() ? Stream.empty() : Stream.of(types.describe()))
        .collect(Collectors.joining(", then "));
  }

  /** The score, 0–1, from which giving that label is best for F1, as far as its rung knows. */
  public double f1Threshold(ScoredLabel scored) {
    if (scored.rung().equals(TypeScores.NAME)) {
      return types.f1Threshold(scored.label());
    }
    return rungs.stream()
        .filter(rung -> rung.name().equals(scored.rung()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such rung: " + scored.rung()))
        .f1Threshold(scored.label());
  }

  @Override
  public void close() {
    models.close();
  }
}
