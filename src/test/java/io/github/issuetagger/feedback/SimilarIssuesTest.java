package io.github.issuetagger.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.feedback.Explanation.SimilarIssue;
import io.github.issuetagger.feedback.SimilarIssues.Near;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.TrainingIssue.Reading;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.FakeScorer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Similar issues")
class SimilarIssuesTest {
  private static final RepositoryRef REPOSITORY = new RepositoryRef(7, 42, "octo", "hello");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final IssueText TEXT = new IssueText("It crashes", "On start.");

  private Database database;
  private LearningStore store;
  private SimilarIssues nearest;

  @BeforeEach
  void open(@TempDir Path folder) {
    database =
        Database.open(
            new DatabaseConfig(
                "jdbc:sqlite:" + folder.resolve("test.db"), Optional.empty(), Optional.empty()));
    store = LearningStore.on(database.jdbi());
    store.repositories().seen(REPOSITORY);
    nearest = new SimilarIssues("compass 1", store, 0.7);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void known(int issue, double cosine, String encoder) {
    store.issues().note(42, issue, NOON, true, false);
    float[] place = {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)};
    store
        .issues()
        .read(42, issue, new Reading("hash", new Embedding(encoder, place), Optional.empty()));
  }

  private void said(int issue, double cosine, boolean belongs, AnnotationSource source) {
    known(issue, cosine, "compass 1");
    store
        .annotations()
        .add(new LabelAnnotation(42, issue, "Bug", belongs, source, "labeled", NOON));
  }

  private Near near() {
    return nearest.find(REPOSITORY, 1, FakeScorer.features(TEXT));
  }

  @Test
  @DisplayName("with a label are the nearest three, whoever added it")
  void carrying() {
    said(11, 0.5, true, AnnotationSource.MAINTAINER);
    said(12, 0.9, true, AnnotationSource.BOT);
    said(13, 0.2, true, AnnotationSource.AUTHOR);
    said(14, 0.7, true, AnnotationSource.TEMPLATE);

    assertThat(near().carrying("bug")).extracting(SimilarIssue::issue).containsExactly(12, 14, 11);
    assertThat(near().carrying("bug").get(0).similarity()).isCloseTo(0.9, within(1e-6));
    assertThat(near().carrying("docs")).isEmpty();
    assertThat(near().refused("bug")).isEmpty();
  }

  @Test
  @DisplayName("where people rejected the label are named if they count")
  void refused() {
    said(11, 0.95, false, AnnotationSource.MAINTAINER);
    said(12, 0.75, false, AnnotationSource.AUTHOR);
    said(13, 0.6, false, AnnotationSource.MAINTAINER);
    said(14, 0.99, false, AnnotationSource.BOT);

    assertThat(near().refused("bug")).extracting(SimilarIssue::issue).containsExactly(11, 12);
    assertThat(near().carrying("bug")).isEmpty();
  }

  @Test
  @DisplayName("exclude the issue itself and issues without features of this encoder")
  void comparable() {
    said(1, 1, true, AnnotationSource.MAINTAINER);
    said(2, 0.9, true, AnnotationSource.MAINTAINER);
    known(2, 0.9, "compass 0");
    store
        .annotations()
        .add(new LabelAnnotation(42, 3, "bug", true, AnnotationSource.MAINTAINER, "labeled", NOON));

    assertThat(near().carrying("bug")).isEmpty();
  }

  @Test
  @DisplayName("are part of an explanation")
  void explained() {
    said(11, 0.9, true, AnnotationSource.MAINTAINER);
    said(12, 0.8, false, AnnotationSource.MAINTAINER);
    OcclusionExplainer explainer =
        new OcclusionExplainer(
            new FakeScorer(
                (text, catalog) ->
                    new Prediction(List.of(new ScoredLabel("bug", 0.5, "test")), "test 1.0")),
            nearest);

    Explanation bug =
        explainer
            .explain(REPOSITORY, 1, TEXT, new LabelCatalog(List.of(Label.of("bug", ""))), List.of())
            .get(0);

    assertThat(bug.neighbors()).extracting(SimilarIssue::issue).containsExactly(11);
    assertThat(bug.refusals()).extracting(SimilarIssue::issue).containsExactly(12);
    assertThat(bug.precision()).isEmpty();
    assertThat(bug.corrected()).isEmpty();
  }
}
