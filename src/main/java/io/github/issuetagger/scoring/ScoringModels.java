package io.github.issuetagger.scoring;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.ModelTask;
import java.util.Map;
import java.util.Optional;

/** The models that score issues. Opened together and closed together. */
final class ScoringModels implements AutoCloseable {
  private static final Embedded EMBEDDED =
      new Embedded("/bundles/matcher", "/bundles/encoder", "/bundles/issue-type", "/bundles/nli");

  private final OpenModels opened;
  private final ZeroShotModels zeroShot;
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
    this.zeroShot = ZeroShotModels.open(config, embedded, own, opened);
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

  ZeroShotModels zeroShot() {
    return zeroShot;
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
}
