package io.github.issuetagger.scoring;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.ModelTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The opened models and the cascade that stands on them. Opening loads the models and runs them
 * once, so the first issue is as quick as any.
 */
public final class Predictors implements AutoCloseable {
  private static final Embedded EMBEDDED =
      new Embedded("/bundles/matcher", "/bundles/encoder", "/bundles/issue-type", "/bundles/nli");

  private final OpenModels models;
  private final Scorers general;
  private final Map<String, Scorers> byRepository = new TreeMap<>();
  private final ZeroShotModels zeroShot;
  private final Predictor predictor;
  private final IssueEmbedder embedder;

  /**
   * Where the jar holds its bundles.
   *
   * @param matcher the matcher's folder; a jar that has it needs none of the others
   * @param encoder the encoder's, for a jar without a matcher
   * @param issueType the model of issue types, which a jar may lack
   * @param nli the entailment model's, which a jar may lack
   */
  record Embedded(String matcher, String encoder, String issueType, String nli) {}

  /**
   * Scorers that serve together.
   *
   * @param highestFirst all of them
   * @param cascade what they make
   */
  private record Scorers(List<Scorer> highestFirst, RepositoryCascade cascade) {}

  private Predictors(
      OpenModels models,
      ZeroShotModels zeroShot,
      List<Scorer> general,
      Map<String, FineTunedScorer> own) {
    this.models = models;
    this.embedder = new EncoderIssueEmbedder(zeroShot.encoder());
    this.zeroShot = zeroShot;
    this.general = scorers(general, zeroShot.similarity());
    own.forEach(
        (repository, tuned) -> {
          List<Scorer> scorers = new ArrayList<>(List.of(tuned));
          scorers.addAll(general);
          byRepository.put(repository, scorers(scorers, zeroShot.similarity()));
        });
    this.predictor = new RepositoryPredictor(this.general.cascade().predictor(), this::cascade);
  }

  private Scorers scorers(List<Scorer> highestFirst, SimilarityScorer similarity) {
    List<FineTunedScorer> tuned =
        highestFirst.stream()
            .filter(FineTunedScorer.class::isInstance)
            .map(FineTunedScorer.class::cast)
            .toList();
    return new Scorers(
        highestFirst,
        new RepositoryCascade(
            new Cascade(highestFirst),
            tuned.isEmpty() ? similarity : new FineTunedEncoder(similarity, tuned.get(0)),
            label -> tuned.stream().anyMatch(scorer -> scorer.covers(label)),
            scored -> f1Threshold(highestFirst, scored),
            SeenIssues.NONE));
  }

  /**
   * Opens the embedded models, and the operator's bundle when there is one: a {@code multi-label}
   * bundle stands above them, an {@code nli}, {@code encoder} or {@code matcher} bundle replaces
   * the embedded one. Bundles for one repository each stand above all in theirs.
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
    ZeroShotModels zeroShot = ZeroShotModels.open(config, embedded, own, models);
    List<Scorer> scorers = new ArrayList<>();
    own.filter(loaded -> loaded.bundle().task() == ModelTask.MULTI_LABEL)
        .ifPresent(bundle -> scorers.add(new FineTunedScorer(models.labels(bundle))));
    scorers.addAll(zeroShot.scorers());
    Map<String, FineTunedScorer> ofRepositories =
        config
            .repositories()
            .map(folder -> new RepositoryBundles(folder, loader, models).open())
            .orElse(Map.of());
    return new Predictors(models, zeroShot, scorers, ofRepositories);
  }

  private void warmUp() {
    CleanedIssue issue = CleanedIssue.of(new IssueText("It crashes", "on start"));
    Label label = Label.of("bug", "Something is broken");
    Stream.concat(Stream.of(general), byRepository.values().stream())
        .flatMap(scorers -> scorers.highestFirst().stream())
        .distinct()
        .forEach(
            scorer ->
                scorer.scores(
                    issue, new LabelCatalog(Stream.of(label).filter(scorer::covers).toList())));
  }

  /** Scores by the cascade of the repository; safe for use by many threads until this is closed. */
  public Predictor predictor() {
    return predictor;
  }

  /** Embeds issues with the cascade's encoder; works until this is closed. */
  public IssueEmbedder embedder() {
    return embedder;
  }

  /**
   * The cascade of a repository; usable until this is closed.
   *
   * @param repository {@code owner/name}, in any case; of one that has no bundle of its own, and of
   *     an empty name, it is the one of all
   */
  public RepositoryCascade cascade(String repository) {
    return byRepository
        .getOrDefault(RepositoryBundles.key(repository), general)
        .cascade()
        .with(zeroShot.similarity().seen(repository));
  }

  /**
   * One line for people: each scorer and the bundles it stands on, highest first, and then the
   * bundles for one repository each.
   */
  public String describe() {
    Stream<String> all =
        Stream.concat(
            general.highestFirst().stream().map(Predictors::describe),
            zeroShot.types().none() ? Stream.empty() : Stream.of(zeroShot.types().describe()));
    Stream<String> own =
        byRepository.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + describe(entry.getValue().highestFirst().get(0)));
    return Stream.concat(Stream.of(all.collect(Collectors.joining(", then "))), own)
        .collect(Collectors.joining("; "));
  }

  private static String describe(Scorer scorer) {
    return scorer.name() + " (" + String.join(" + ", scorer.bundles()) + ")";
  }

  private double f1Threshold(List<Scorer> scorers, ScoredLabel scored) {
    if (scored.scorer().equals(TypeScorer.NAME)) {
      return zeroShot.types().f1Threshold(scored.label());
    }
    return scorers.stream()
        .filter(scorer -> scorer.name().equals(scored.scorer()))
        .filter(scorer -> scorer.covers(Label.of(scored.label(), "")))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such scorer: " + scored.scorer()))
        .f1Threshold(scored.label());
  }

  @Override
  public void close() {
    models.close();
  }
}
