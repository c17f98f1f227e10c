package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.ModelVersion.Figures;
import io.github.issuetagger.store.ModelVersion.State;
import io.github.issuetagger.store.ModelVersion.TrainingData;
import io.github.issuetagger.store.database.Database;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How far the App is with learning, on whichever database. */
abstract class LearningProgressStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Database database;
  private LearningStore store;
  private LearningProgressStore progress;

  abstract DatabaseConfig newDatabase();

  @BeforeEach
  void open() {
    database = Database.open(newDatabase());
    store = LearningStore.on(database.jdbi());
    progress = new LearningProgressStore(database.jdbi());
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private void says(long repository, int issue, String label) {
    store
        .annotations()
        .add(
            new LabelAnnotation(
                repository, issue, label, true, AnnotationSource.MAINTAINER, "labeled", NOON));
  }

  @Test
  @DisplayName("is empty if no repository is known")
  void isNothingWhereNoRepositoryIsKnown() {
    assertThat(progress.all()).isEmpty();
  }

  @Test
  @DisplayName("is listed for each repository by name")
  void isToldOfEachRepositoryByName() {
    store.repositories().seen(new RepositoryRef(7, 42, "octo", "World"));
    store.repositories().seen(new RepositoryRef(7, 43, "octo", "hello"));
    ImportProgress past = new ImportProgress(Optional.empty(), 250, 120, Optional.of(NOON));
    store.imports().save(42, past);
    says(42, 1, "bug");
    says(42, 1, "docs");
    says(42, 2, "bug");
    ModelVersionStore versions = new ModelVersionStore(database.jdbi());
    Figures figures = new Figures(120, 7, 0.125, 0.75);
    versions.add(42, NOON, new TrainingData("encoder 1", 3), figures, State.SERVING, "why not");
    versions.add(42, NOON, new TrainingData("encoder 1", 4), figures, State.REFUSED, "worse");

    assertThat(progress.all())
        .containsExactly(
            new LearningProgress("octo", "hello", ImportProgress.START, 0, 0, Optional.empty()),
            new LearningProgress("octo", "World", past, 3, 2, versions.serving(42)));
  }
}
