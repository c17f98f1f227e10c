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
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that score labels which nothing was learnt about.
 *
 * @param encoder embeds issues
 * @param similarity the scorer that stands on the encoder, and scores every label
 * @param above the scorer that stands above it, where there is one
 * @param types how labels that name nothing but a type are scored
 */
record ZeroShotModels(
    Encoder encoder, SimilarityScorer similarity, Optional<Scorer> above, TypeScorer types) {
  private static final Logger log = LoggerFactory.getLogger(ZeroShotModels.class);

  /**
   * Opens the operator's model of each task where there is one, else the embedded one.
   *
   * @param own the operator's bundle
   * @throws BundleException when a bundle is damaged or does not load
   */
  static ZeroShotModels open(
      ModelConfig config,
      ScoringModels.Embedded embedded,
      Optional<LoadedBundle> own,
      OpenModels models) {
    if (config.zeroShot() == ZeroShot.NLI) {
      log.warn("MODEL_ZERO_SHOT=nli now means matcher; write matcher");
    }
    BundleLoader loader = new BundleLoader(config.cacheDir());
    Encoder encoder =
        models.encoder(
            of(ModelTask.ENCODER, own)
                .or(() -> of(ModelTask.MATCHER, own))
                .orElseGet(() -> embeddedEncoder(loader, embedded)));
    SimilarityScorer similarity =
        new SimilarityScorer(
            encoder,
            TypeClassifier.areIn(encoder) ? Optional.empty() : issueType(loader, embedded, models));
    boolean similarityAlone = config.zeroShot() == ZeroShot.SIMILARITY;
    if (encoder instanceof MatcherModel model
        && of(ModelTask.NLI, own).isEmpty()
        && !similarityAlone) {
      MatcherScorer matcher = new MatcherScorer(model, similarity);
      return new ZeroShotModels(encoder, similarity, Optional.of(matcher), matcher.types());
    }
    Optional<Scorer> entailment =
        of(ModelTask.NLI, own)
            .map(bundle -> ownEntailment(models.entailment(bundle), similarity))
            .or(
                () ->
                    similarityAlone
                        ? Optional.empty()
                        : embeddedEntailment(loader, embedded, models, similarity));
    return new ZeroShotModels(encoder, similarity, entailment, similarity.types());
  }

  /** The scorers, highest first. */
  List<Scorer> scorers() {
    return Stream.concat(above.stream(), Stream.of(similarity)).toList();
  }

  private static Optional<LoadedBundle> of(ModelTask task, Optional<LoadedBundle> own) {
    return own.filter(loaded -> loaded.bundle().task() == task);
  }

  private static LoadedBundle embeddedEncoder(BundleLoader loader, ScoringModels.Embedded embedded) {
    return loader.classpath(
        BundleLoader.embedded(embedded.matcher()) ? embedded.matcher() : embedded.encoder());
  }

  private static Optional<MultiLabelModel> issueType(
      BundleLoader loader, ScoringModels.Embedded embedded, OpenModels models) {
    return BundleLoader.embedded(embedded.issueType())
        ? Optional.of(models.labels(loader.classpath(embedded.issueType())))
        : Optional.empty();
  }

  /** Any entailment model serves; one that was not fitted with this encoder speaks for itself. */
  private static Scorer ownEntailment(EntailmentModel model, SimilarityScorer similarity) {
    Optional<FusionHead> fusion = model.bundle().outputs().fusion();
    if (fusion.isPresent() && !fusion.get().fits(similarity.encoder())) {
      log.warn(
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

  /** The embedded model is worth its time only together with the encoder it was fitted with. */
  private static Optional<Scorer> embeddedEntailment(
      BundleLoader loader,
      ScoringModels.Embedded embedded,
      OpenModels models,
      SimilarityScorer similarity) {
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
