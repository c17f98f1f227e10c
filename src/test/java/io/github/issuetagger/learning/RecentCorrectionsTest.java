package io.github.issuetagger.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.TrainingIssue.Reading;
import io.github.issuetagger.store.database.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentCorrectionsTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final RepositoryRef REPOSITORY = new RepositoryRef(1, 7, "octo", "shop");

  private Database database;
  private LearningStore store;
  private ModelVersionStore versions;

  @BeforeEach
  void open(@TempDir Path folder) {
    database =
        Database.open(
            new DatabaseConfig(
                "jdbc:sqlite:" + folder.resolve("test.db"), Optional.empty(), Optional.empty()));
    store = LearningStore.on(database.jdbi());
    versions = new ModelVersionStore(database.jdbi());
    store.repositories().seen(REPOSITORY);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private RecentCorrections words() {
    return new RecentCorrections(store, versions, "encoder 1");
  }

  private void read(int issue, String encoder, float... vector) {
    store.issues().note(7, issue, START, true, false);
    store
        .issues()
        .read(7, issue, new Reading("hash", new Embedding(encoder, vector), Optional.empty()));
  }

  private void say(int issue, String label, boolean belongs, AnnotationSource source, int hour) {
    store
        .annotations()
        .add(
            new LabelAnnotation(
                7, issue, label, belongs, source, "command", START.plusSeconds(3600L * hour)));
  }

  @Test
  @DisplayName("are those by people on issues that the same encoder read, the earliest first")
  void areThoseOfPeopleOnIssuesThatTheSameEncoderReadTheEarliestFirst() {
    read(1, "encoder 1", 1, 0);
    read(2, "encoder 1", 0, 1);
    read(3, "encoder 0", 1, 1);
    say(1, "bug", false, AnnotationSource.MAINTAINER, 5);
    say(2, "docs", true, AnnotationSource.AUTHOR, 2);
    say(2, "bug", true, AnnotationSource.BOT, 1);
    say(3, "bug", true, AnnotationSource.MAINTAINER, 1);
    say(4, "bug", true, AnnotationSource.MAINTAINER, 1);

    assertThat(words().apply(7))
        .satisfiesExactly(
            docs -> {
              assertThat(docs.issue()).isEqualTo(2);
              assertThat(docs.embedding()).containsExactly(0, 1);
              assertThat(docs.label()).isEqualTo("docs");
              assertThat(docs.belongs()).isTrue();
              assertThat(docs.weight()).isEqualTo(0.5);
            },
            bug -> {
              assertThat(bug.issue()).isEqualTo(1);
              assertThat(bug.embedding()).containsExactly(1, 0);
              assertThat(bug.belongs()).isFalse();
              assertThat(bug.weight()).isEqualTo(1);
            });
    assertThat(words().apply(8)).isEmpty();
  }

  @Test
  @DisplayName("are those in force")
  void areThoseThatStand() {
    read(1, "encoder 1", 1, 0);
    say(1, "bug", true, AnnotationSource.MAINTAINER, 1);
    say(1, "bug", false, AnnotationSource.MAINTAINER, 2);
    say(1, "bug", true, AnnotationSource.AUTHOR, 3);

    assertThat(words().apply(7))
        .singleElement()
        .satisfies(word -> assertThat(word.belongs()).isFalse());
  }

  @Test
  @DisplayName("are those that the serving version was not trained on")
  void areThoseThatTheVersionThatServesHasNotLearntFrom() {
    read(1, "encoder 1", 1, 0);
    say(1, "bug", true, AnnotationSource.MAINTAINER, 1);
    serve("encoder 1");
    say(1, "docs", true, AnnotationSource.MAINTAINER, 2);
    // An older word than that which was learnt from does not stand because it came late.
    say(1, "bug", false, AnnotationSource.AUTHOR, 3);

    assertThat(words().apply(7)).extracting(EmbeddedCorrection::label).containsExactly("docs");

    serve("encoder 0");
    assertThat(words().apply(7))
        .extracting(EmbeddedCorrection::label)
        .containsExactly("bug", "docs");
  }

  private void serve(String encoder) {
    versions.add(
        7,
        START,
        new ModelVersion.TrainingData(encoder, store.annotations().lastId(7)),
        new ModelVersion.Figures(40, 2, 0.1, 0.9),
        ModelVersion.State.SERVING,
        "for a test");
  }
}
