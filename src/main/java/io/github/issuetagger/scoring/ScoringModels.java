package io.github.issuetagger.scoring;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.config.ModelConfig.ZeroShot;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.MatcherModel;
import io.github.issuetagger.model.MultiLabelModel;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.FusionHead;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.ModelTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that score issues, opened and closed together: for each task the operator's model or
 * the embedded one, and the operator's fine-tuned bundles.
 */
final class ScoringModels implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringModels.class);

  private static final Embedded EMBEDDED =
      new Embedded("/bundles/matcher", "/bundles/encoder", "/bundles/issue-type", "/bundles/nli");

  private final OpenModels opened;
  private final Encoder encoder;
  private final SimilarityScorer similarity;
  private final Optional<Scorer> aboveSimilarity;
  private final TypeScorer types;
  private final Optional<FineTunedScorer> fineTuned;
  private final Map<String, FineTunedScorer> byRepository;

  /**
   * Where the jar holds its bundles.
   *
   * @param matcher the matcher's folder; a jar that has a matcher needs no other bundle
   * @param encoder the folder of the encoder, for a jar without a matcher
   * @param issueType the folder of the issue-type model, which a jar may lack
   * @param nli the folder of the entailment model, which a jar may lack
   */
  record Embedded(String matcher, String encoder, String issueType, String nli) {}

  private ScoringModels(OpenModels opened, ModelConfig config, Embedded embedded) {
    this.opened = opened;
    BundleLoader loader = new BundleLoader(config.cacheDir());
    Optional<LoadedBundle> own = config.bundle().map(loader::folder);
    if (config.zeroShot() == ZeroShot.NLI) {
      LOG.warn("MODEL_ZERO_SHOT=nli now means matcher; write matcher");
    }
    this.encoder =
        opened.encoder(
            of(ModelTask.ENCODER, own)
                .or(() -> of(ModelTask.MATCHER, own))
                .orElseGet(() -> embeddedEncoder(loader, embedded)));
    this.similarity =
        new SimilarityScorer(
            encoder,
            TypeClassifier.areIn(encoder) ? Optional.empty() : issueType(loader, embedded, opened));
    boolean similarityAlone = config.zeroShot() == ZeroShot.SIMILARITY;
    if (encoder instanceof MatcherModel model
        && of(ModelTask.NLI, own).isEmpty()
        && !similarityAlone) {
      MatcherScorer matcher = new MatcherScorer(model, similarity);
      this.aboveSimilarity = Optional.of(matcher);
      this.types = matcher.types();
    } else {
      this.aboveSimilarity =
          of(ModelTask.NLI, own)
              .map(bundle -> ownEntailment(opened.entailment(bundle), similarity))
              .or(
                  () ->
                      similarityAlone
                          ? Optional.empty()
                          : embeddedEntailment(loader, embedded, opened, similarity));
      this.types = similarity.types();
    }
    this.fineTuned =
        own.filter(loaded -> loaded.bundle().task() == ModelTask.MULTI_LABEL)
            .map(bundle -> new FineTunedScorer(opened.labels(bundle)));
    this.byRepository =
        config
            .repositories()
            .map(folder -> new RepositoryBundles(folder, loader, opened).open())
            .orElse(Map.of());
  }

  /**
   * Opens the embedded models and the operator's bundles.
   *
   * @throws BundleException if a bundle is damaged or does not load
   */
  static ScoringModels open(ModelConfig config) {
    return open(config, EMBEDDED);
  }

  /** Opens other embedded models, for tests. */
  static ScoringModels open(ModelConfig config, Embedded embedded) {
    OpenModels opened = new OpenModels(config);
    try {
      return new ScoringModels(opened, config, embedded);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Encodes issues. */
  Encoder encoder() {
    return encoder;
  }

  /** Scores every label by the encoder. */
  SimilarityScorer similarity() {
    return similarity;
  }

  /** Scores the labels that name only a type. */
  TypeScorer types() {
    return types;
  }

  /** The scorers that need no training on the repository, the highest first. */
  List<Scorer> zeroShot() {
    return Stream.concat(aboveSimilarity.stream(), Stream.of(similarity)).toList();
  }

  /** The operator's multi-label bundle for all repositories. */
  Optional<FineTunedScorer> fineTuned() {
    return fineTuned;
  }

  /** The operator's bundles for one repository each, by {@link RepositoryBundles#key}. */
  Map<String, FineTunedScorer> byRepository() {
    return byRepository;
  }

  @Override
  public void close() {
    opened.close();
  }

  private static Optional<LoadedBundle> of(ModelTask task, Optional<LoadedBundle> own) {
    return own.filter(loaded -> loaded.bundle().task() == task);
  }

  private static LoadedBundle embeddedEncoder(BundleLoader loader, Embedded embedded) {
    return loader.classpath(
        BundleLoader.embedded(embedded.matcher()) ? embedded.matcher() : embedded.encoder());
  }

  private static Optional<MultiLabelModel> issueType(
      BundleLoader loader, Embedded embedded, OpenModels models) {
    return BundleLoader.embedded(embedded.issueType())
        ? Optional.of(models.labels(loader.classpath(embedded.issueType())))
        : Optional.empty();
  }

  /** Any entailment model can serve. Without a fusion for this encoder it scores alone. */
  private static Scorer ownEntailment(EntailmentModel model, SimilarityScorer similarity) {
    Optional<FusionHead> fusion = model.bundle().outputs().fusion();
    if (fusion.isPresent() && !fusion.get().fits(similarity.encoder())) {
      LOG.warn(
          "The fusion of {} was fitted with {}, not with {}: entailment is scored without it",
          model.bundle().id(),
          fusion.get().encoder().orElse("another encoder"),
          similarity.encoder().id());
    }
    return fusion
        .filter(fitted -> fitted.fits(similarity.encoder()))
        .<Scorer>map(fitted -> new FusionScorer(model, similarity, fitted.score()))
        .orElseGet(() -> new EntailmentScorer(model, similarity));
  }

  /** The embedded model is worth its time only with the encoder that it was fitted with. */
  private static Optional<Scorer> embeddedEntailment(
      BundleLoader loader, Embedded embedded, OpenModels models, SimilarityScorer similarity) {
    if (!BundleLoader.embedded(embedded.nli())) {
      return Optional.empty();
    }
    LoadedBundle loaded = loader.classpath(embedded.nli());
    return loaded
        .bundle()
        .outputs()
        .fusion()
        .filter(fusion -> fusion.fits(similarity.encoder()))
        .map(fusion -> new FusionScorer(models.entailment(loaded), similarity, fusion.score()));
  }
}
