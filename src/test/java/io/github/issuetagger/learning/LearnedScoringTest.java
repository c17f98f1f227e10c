package io.github.issuetagger.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.TrainingIssue.Reading;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The learned scoring of two repositories, of which one has a bundle")
class LearnedScoringTest {
  private static final RepositoryRef SHOP = new RepositoryRef(1, 7, "Octo", "Shop");
  private static final RepositoryRef OTHER = new RepositoryRef(1, 8, "Octo", "Other");
  private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
  private static final LabelCatalog LABELS =
      new LabelCatalog(List.of(Label.of("Linux", ""), Label.of("docs", "")));

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();

  private Database database() {
    return Database.open(
        new DatabaseConfig(
            "jdbc:sqlite:" + folder.resolve("test.db"), Optional.empty(), Optional.empty()));
  }

  private ModelConfig models(String trainedUntil) {
    Path models = folder.resolve("models" + trainedUntil.hashCode());
    Bundles.multiLabel(models.resolve("octo/shop"), trainedUntil);
    return Bundles.perRepository(Optional.of(Bundles.tinyEncoder()), models);
  }

  /** Every third issue is about linux. */
  private static IssueText text(int issue) {
    return new IssueText(
        issue % 3 == 0 ? "slow linux" : "slow", "error " + "docs ".repeat(issue % 5));
  }

  private void enter(LearnedScoring cascade, LearningStore store, RepositoryRef repository) {
    store.repositories().seen(repository);
    IssueFeatureReader reader = cascade.readers().apply(repository.id());
    for (int issue = 1; issue <= 60; issue++) {
      store.issues().note(repository.id(), issue, BEGIN.plus(issue, ChronoUnit.HOURS), true, false);
      store.issues().read(repository.id(), issue, reader.apply(text(issue)));
      store
          .annotations()
          .add(
              new LabelAnnotation(
                  repository.id(),
                  issue,
                  issue % 3 == 0 ? "Linux" : "docs",
                  true,
                  AnnotationSource.MAINTAINER,
                  "labeled",
                  clock.instant()));
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(cascade.learner().learn(repository.id())).isPresent();
  }

  private static ScoredLabel linux(LearnedScoring cascade, RepositoryRef repository) {
    return cascade
        .scorer()
        .score(repository, cascade.scorer().encode(repository, text(3)), LABELS)
        .scores()
        .get(0);
  }

  @Test
  @DisplayName("stores the bundle's results only for issues of its repository")
  void keeps() {
    try (Database database = database();
        Cascades cascades = Cascades.open(models("2023-01-01T00:00:00Z"))) {
      LearningStore store = LearningStore.on(database.jdbi());
      LearnedScoring cascade =
          LearnedScoring.of(cascades, store, new ModelVersionStore(database.jdbi()), clock);
      enter(cascade, store, SHOP);
      enter(cascade, store, OTHER);

      Reading shops = store.issues().find(SHOP.id(), 3).flatMap(known -> known.reading()).get();
      Reading others = store.issues().find(OTHER.id(), 3).flatMap(known -> known.reading()).get();
      String encoder = cascades.encoder();
      assertThat(IssueFeatureReader.read(shops, encoder).orElseThrow().fineTuned()).isPresent();
      assertThat(IssueFeatureReader.read(others, encoder).orElseThrow().fineTuned()).isEmpty();
      assertThat(cascade.readers().apply(SHOP.id()).current(shops)).isTrue();
      assertThat(cascade.readers().apply(SHOP.id()).current(others)).isFalse();
      assertThat(linux(cascade, OTHER).scorer()).isNotEqualTo("fine-tuned");

      // A repository that is renamed has no bundle under its new name.
      store.repositories().moved(new RepositoryRef(1, SHOP.id(), "Octo", "Store"));
      assertThat(cascade.readers().apply(SHOP.id()).current(shops)).isFalse();
    }
  }

  @Test
  @DisplayName("lets a bundle that cannot be judged keep its labels only in its repository")
  void unjudged() {
    try (Database database = database();
        Cascades cascades = Cascades.open(models(""))) {
      LearningStore store = LearningStore.on(database.jdbi());
      LearnedScoring cascade =
          LearnedScoring.of(cascades, store, new ModelVersionStore(database.jdbi()), clock);
      enter(cascade, store, SHOP);
      enter(cascade, store, OTHER);

      assertThat(linux(cascade, SHOP).scorer()).isEqualTo("fine-tuned");
      // 8 - 4 on the logit scale, which its calibration leaves as it is.
      assertThat(linux(cascade, SHOP).score()).isGreaterThan(0.98).isLessThan(0.983);
      assertThat(linux(cascade, OTHER).scorer()).isNotEqualTo("fine-tuned");
    }
  }
}
