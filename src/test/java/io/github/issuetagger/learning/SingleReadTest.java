package io.github.issuetagger.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.feedback.OcclusionExplainer;
import io.github.issuetagger.feedback.SimilarIssues;
import io.github.issuetagger.scoring.CountingEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The encoder reads each text once")
class SingleReadTest {
  private static final RepositoryRef REPOSITORY = new RepositoryRef(1, 7, "octo", "shop");
  private static final IssueText TEXT = new IssueText("slow on linux", "It has an error.");
  private static final String WHOLE = "slow on linux\nIt has an error.";
  private static final LabelCatalog LABELS =
      new LabelCatalog(List.of(Label.of("linux", ""), Label.of("docs", "")));

  private final ManualClock clock = new ManualClock();
  private final CountingEncoder encoder = new CountingEncoder();
  private Database database;
  private LearningStore store;
  private RepositoryLearner learner;
  private RepositoryScorer scorer;
  private IssueFeatureReader reader;

  @BeforeEach
  void open(@TempDir Path folder) {
    database =
        Database.open(
            new DatabaseConfig(
                "jdbc:sqlite:" + folder.resolve("test.db"), Optional.empty(), Optional.empty()));
    store = LearningStore.on(database.jdbi());
    store.repositories().seen(REPOSITORY);
    ModelVersionStore versions = new ModelVersionStore(database.jdbi());
    RepositoryCascade cascade = encoder.cascade();
    String name = encoder.bundle().id();
    learner = new RepositoryLearner(store, versions, id -> cascade, name, clock);
    scorer =
        new RepositoryScorer(
            any -> cascade,
            new ServingModels(versions, learner),
            new CorrectionStep(new RecentCorrections(store, versions, name)));
    reader = new IssueFeatureReader(cascade.encoder(), name);
    learn();
  }

  @AfterEach
  void close() {
    database.close();
    encoder.close();
  }

  /** Trains a version on 60 issues, and corrects an issue after that. */
  private void learn() {
    for (int issue = 1; issue <= 60; issue++) {
      boolean linux = issue % 3 == 0;
      annotate(issue, linux ? "linux" : "docs", linux ? "linux " + issue : "docs " + issue);
    }
    assertThat(learner.learn(REPOSITORY.id())).isPresent();
    annotate(61, "linux", "slow on linux 61");
    // Lets the model of the version be trained and the labels be embedded.
    score(scorer.encode(REPOSITORY, new IssueText("Another issue", "")));
    encoder.read();
  }

  private void annotate(int issue, String label, String title) {
    store.issues().note(REPOSITORY.id(), issue, clock.instant(), true, false);
    store.issues().read(REPOSITORY.id(), issue, reader.apply(new IssueText(title, "error")));
    store
        .annotations()
        .add(
            new LabelAnnotation(
                REPOSITORY.id(),
                issue,
                label,
                true,
                AnnotationSource.MAINTAINER,
                "labeled",
                clock.instant()));
    clock.advance(Duration.ofSeconds(1));
  }

  private Prediction score(IssueFeatures issue) {
    return scorer.score(REPOSITORY, issue, LABELS);
  }

  @Test
  @DisplayName("to predict by a learned version and corrections")
  void prediction() {
    Prediction prediction = score(scorer.encode(REPOSITORY, TEXT));

    assertThat(prediction.bundle()).startsWith("learnt");
    assertThat(encoder.read()).containsExactlyInAnyOrder(TEXT.title(), WHOLE);
  }

  @Test
  @DisplayName("and not again to store the features after the prediction")
  void recording() {
    score(scorer.encode(REPOSITORY, TEXT));
    encoder.read();

    assertThat(reader.apply(TEXT).features()).isPresent();

    assertThat(encoder.read()).isEmpty();
  }

  @Test
  @DisplayName("and each occlusion once to explain a prediction")
  void explanation() {
    OcclusionExplainer explainer =
        new OcclusionExplainer(
            scorer, new SimilarIssues(encoder.bundle().id(), store, CorrectionStep.NEAR));

    assertThat(explainer.explain(REPOSITORY, 99, TEXT, LABELS, List.of())).hasSize(2);

    // The whole issue, the issue without its title, and the issue without its only sentence.
    assertThat(encoder.read())
        .containsExactlyInAnyOrder(TEXT.title(), WHOLE, "", "\nIt has an error.");
  }
}
