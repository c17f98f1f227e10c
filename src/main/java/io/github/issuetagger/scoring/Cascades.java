package io.github.issuetagger.scoring;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the cascade of each repository from the opened models. Opening loads the models and runs
 * each once, so that the first issue is not slower than others.
 */
public final class Cascades implements AutoCloseable {
  private final ScoringModels models;
  private final Built general;
  private final Map<String, Built> byRepository = new TreeMap<>();

  /**
   * A cascade and its scorers.
   *
   * @param scorers the highest first
   */
  private record Built(List<Scorer> scorers, RepositoryCascade cascade) {}

  private Cascades(ScoringModels models) {
    this.models = models;
    this.general = build(models.fineTuned().stream().toList());
    models
        .byRepository()
        .forEach(
            (repository, own) ->
                byRepository.put(
                    repository,
                    build(Stream.concat(Stream.of(own), models.fineTuned().stream()).toList())));
  }

  /**
   * Opens the embedded models, and the operator's bundle if there is one. A {@code multi-label}
   * bundle comes before the embedded models; an {@code nli}, {@code encoder} or {@code matcher}
   * bundle replaces the embedded one. A bundle for one repository comes first in that repository.
   *
   * @throws BundleException if a bundle is damaged or does not load
   */
  public static Cascades open(ModelConfig config) {
    return of(ScoringModels.open(config));
  }

  /** Builds cascades from opened models, which are closed with the cascades. */
  static Cascades of(ScoringModels models) {
    try {
      Cascades cascades = new Cascades(models);
      cascades.warmUp();
      return cascades;
    } catch (RuntimeException e) {
      models.close();
      throw e;
    }
  }

  private Built build(List<FineTunedScorer> fineTuned) {
    List<Scorer> scorers = new ArrayList<>(fineTuned);
    scorers.addAll(models.zeroShot());
    return new Built(
        scorers,
        new RepositoryCascade(
            new Cascade(scorers),
            new CascadeEncoder(models.similarity(), fineTuned.stream().findFirst()),
            label -> fineTuned.stream().anyMatch(scorer -> scorer.covers(label)),
            scored -> f1Threshold(scorers, scored),
            SeenIssues.NONE));
  }

  private void warmUp() {
    IssueFeatures issue = models.similarity().encode(new IssueText("It crashes", "on start"));
    Label label = Label.of("bug", "Something is broken");
    Stream.concat(Stream.of(general), byRepository.values().stream())
        .flatMap(built -> built.scorers().stream())
        .distinct()
        .forEach(
            scorer ->
                scorer.scores(
                    issue, new LabelCatalog(Stream.of(label).filter(scorer::covers).toList())));
  }

  /** Name and version of the encoder; vectors of different encoders cannot be compared. */
  public String encoder() {
    return models.encoder().bundle().id();
  }

  /**
   * Returns the cascade of a repository; usable until this is closed.
   *
   * @param repository {@code owner/name}, in any case; a repository without its own bundle, and an
   *     empty name, get the general cascade
   */
  public RepositoryCascade find(String repository) {
    return byRepository
        .getOrDefault(RepositoryBundles.key(repository), general)
        .cascade()
        .with(models.similarity().seen(repository));
  }

  /**
   * Returns one line for people: each scorer with its bundles, the highest first, and then the
   * bundles for one repository each.
   */
  public String describe() {
    TypeScorer types = models.types();
    Stream<String> all =
        Stream.concat(
            general.scorers().stream().map(Cascades::describe),
            types.none() ? Stream.empty() : Stream.of(types.describe()));
    Stream<String> own =
        byRepository.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + describe(entry.getValue().scorers().get(0)));
    return Stream.concat(Stream.of(all.collect(Collectors.joining(", then "))), own)
        .collect(Collectors.joining("; "));
  }

  private static String describe(Scorer scorer) {
    return scorer.name() + " (" + String.join(" + ", scorer.bundles()) + ")";
  }

  private double f1Threshold(List<Scorer> scorers, ScoredLabel scored) {
    if (scored.scorer().equals(TypeScorer.NAME)) {
      return models.types().f1Threshold(scored.label());
    }
    Optional<Scorer> by =
        scorers.stream()
            .filter(scorer -> scorer.name().equals(scored.scorer()))
            .filter(scorer -> scorer.covers(Label.of(scored.label(), "")))
            .findFirst();
    return by.orElseThrow(
            () -> new IllegalArgumentException("there is no scorer named " + scored.scorer()))
        .f1Threshold(scored.label());
  }

  @Override
  public void close() {
    models.close();
  }
}
