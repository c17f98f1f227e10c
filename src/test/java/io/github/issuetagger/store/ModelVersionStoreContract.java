package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.ModelVersion.Figures;
import io.github.issuetagger.store.ModelVersion.State;
import io.github.issuetagger.store.ModelVersion.TrainingData;
import io.github.issuetagger.store.database.Database;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The versions of repositories' models, on whichever database. */
abstract class ModelVersionStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Figures FIGURES = new Figures(200, 7, 0.125, 0.75);

  private Database database;
  private ModelVersionStore versions;

  abstract DatabaseConfig newDatabase();

  @BeforeEach
  void open() {
    database = Database.open(newDatabase());
    versions = new ModelVersionStore(database.jdbi());
    RepositoryStore repositories = new RepositoryStore(database.jdbi());
    repositories.seen(new RepositoryRef(7, 42, "octo", "hello"));
    repositories.seen(new RepositoryRef(7, 43, "octo", "world"));
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private void add(State state) {
    versions.add(42, NOON, new TrainingData("encoder 1", 99), FIGURES, state, "why not");
  }

  @Test
  @DisplayName("come back as they were added")
  void comeBackAsTheyWereAdded() {
    add(State.SERVING);

    assertThat(versions.all(42))
        .containsExactly(
            new ModelVersion(
                1, NOON, new TrainingData("encoder 1", 99), FIGURES, State.SERVING, "why not"));
    assertThat(versions.serving(42)).contains(versions.all(42).get(0));
    assertThat(versions.all(43)).isEmpty();
    assertThat(versions.serving(43)).isEmpty();
  }

  @Test
  @DisplayName("serve one at a time, and never if refused")
  void serveOneAtATimeAndNotWhenTheyAreRefused() {
    add(State.SERVING);
    add(State.SERVING);
    add(State.REFUSED);

    assertThat(versions.all(42))
        .extracting(ModelVersion::number, ModelVersion::state)
        .containsExactly(tuple(3, State.REFUSED), tuple(2, State.SERVING), tuple(1, State.STANDBY));
  }

  @Test
  @DisplayName("are limited to three, besides the serving one")
  void areKeptThreeAtATimeButForTheOneThatServes() {
    add(State.SERVING);
    for (int i = 0; i < 4; i++) {
      add(State.REFUSED);
    }

    assertThat(versions.all(42)).extracting(ModelVersion::number).containsExactly(5, 4, 3, 1);

    add(State.SERVING);
    assertThat(versions.all(42)).extracting(ModelVersion::number).containsExactly(6, 5, 4);
  }

  @Test
  @DisplayName("can be rolled back to")
  void canBeReturnedTo() {
    add(State.SERVING);
    add(State.SERVING);

    assertThat(versions.rollBack(42, 1)).isTrue();
    assertThat(versions.serving(42)).map(ModelVersion::number).contains(1);
    assertThat(versions.all(42).get(0).state()).isEqualTo(State.REFUSED);
    assertThat(versions.all(42).get(0).why()).isEqualTo("rolled back to version 1");

    assertThat(versions.rollBack(42, 9)).isFalse();
    assertThat(versions.serving(42)).map(ModelVersion::number).contains(1);
  }

  @Test
  @DisplayName("go with their repository")
  void goWithTheirRepository() {
    add(State.SERVING);

    new RepositoryEraser(database).forget("octo", "hello");

    assertThat(versions.all(42)).isEmpty();
  }
}
