package io.github.issuetagger.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.learning.training.BagOfWords;
import io.github.issuetagger.learning.training.FineTunedWords;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.learning.training.ModelTrainer;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersion.State;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryLearnerTest {
  private static final RepositoryRef REPOSITORY = new RepositoryRef(1, 7, "octo", "shop");
  private static final IssueText PROXY = new IssueText("proxy timeout again", "dns and packet");

  private final ManualClock clock = new ManualClock();
  private final IssueFeatureReader reader = new IssueFeatureReader(new BagOfWords(), "words 1");
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

  private RepositoryLearner learner(String encoder) {
    return learner(encoder, BagOfWords.cascade(new BagOfWords()));
  }

  private RepositoryLearner learner(String encoder, RepositoryCascade cascade) {
    return new RepositoryLearner(store, versions, id -> cascade, encoder, clock);
  }

  private RepositoryLearner learner() {
    return learner("words 1");
  }

  private void enter(int from, int to, UnaryOperator<String> label) {
    for (LabeledIssue issue : BagOfWords.issues(to, 1).subList(from, to)) {
      int number = issue.number().orElseThrow().intValue();
      store.issues().note(7, number, issue.createdAt().orElseThrow(), true, false);
      store.issues().read(7, number, reader.apply(issue.text()));
      for (String name : issue.labels()) {
        say(number, label.apply(name), true);
      }
    }
  }

  private void say(int issue, String label, boolean belongs) {
    store
        .annotations()
        .add(
            new LabelAnnotation(
                7, issue, label, belongs, AnnotationSource.MAINTAINER, "labeled", clock.instant()));
    clock.advance(Duration.ofSeconds(1));
  }

  private Prediction predict(Predicate<String> operators) {
    return predict(BagOfWords.cascade(new BagOfWords(), operators));
  }

  private Prediction predict(RepositoryCascade cascade) {
    return predict(scorer(learner("words 1", cascade), cascade), BagOfWords.CATALOG);
  }

  private RepositoryScorer scorer(RepositoryLearner learner, RepositoryCascade cascade) {
    return new RepositoryScorer(
        name -> cascade, new ServingModels(versions, learner), new CorrectionStep(id -> List.of()));
  }

  private static Prediction predict(RepositoryScorer scorer, LabelCatalog catalog) {
    return scorer.score(REPOSITORY, scorer.encode(REPOSITORY, PROXY), catalog);
  }

  @Test
  @DisplayName("learns nothing from a few issues or one label")
  void learnsNothingFromAFewIssuesOrOneLabel() {
    enter(0, 29, label -> label);
    assertThat(learner().learn(7)).isEmpty();

    store.annotations().dropLabel(7, "display");
    store.annotations().dropLabel(7, "storage");
    enter(29, 90, label -> "network");
    assertThat(learner().learn(7)).isEmpty();
    assertThat(versions.all(7)).isEmpty();
    assertThat(predict(label -> false).scores().get(0).scorer()).isEqualTo("below");
  }

  @Test
  @DisplayName("serves without stored text")
  void servesWhatWasSaidThoughNoTextWasKept() {
    enter(0, 90, label -> label);

    ModelVersion version = learner().learn(7).orElseThrow();

    assertThat(version.state()).isEqualTo(State.SERVING);
    assertThat(version.figures().examples()).isEqualTo(90);
    assertThat(version.figures().labels()).isEqualTo(3);
    assertThat(version.figures().microF1()).isGreaterThan(0.9);
    Prediction prediction = predict(label -> false);
    assertThat(prediction.scores())
        .extracting(ScoredLabel::label)
        .containsExactly("network", "display", "storage", "unused");
    assertThat(prediction.scores().get(0).score()).isGreaterThan(0.8);
    assertThat(prediction.scores().get(1).score()).isLessThan(0.2);
    assertThat(prediction.precision().measured("Network")).isTrue();
    assertThat(prediction.precision().threshold("network", 0.8)).isPresent();
    assertThat(prediction.precision().measured("unused")).isFalse();
    assertThat(prediction.precision().threshold("unused", 0.8)).isEmpty();
  }

  @Test
  @DisplayName("predicts the same from stored features as from the text")
  void predictsTheSameFromWhatWasKeptAsFromTheText() {
    enter(0, 90, label -> label);
    assertThat(learner().learn(7)).isPresent();

    LearnedModel fromText =
        ModelTrainer.withoutText(BagOfWords.cascade(new BagOfWords()))
            .learn(
                BagOfWords.issues(90, 1),
                new LabelCatalog(
                    List.of(
                        Label.of("display", ""),
                        Label.of("network", ""),
                        Label.of("storage", ""))));

    List<ScoredLabel> kept = predict(label -> false).scores();
    List<ScoredLabel> direct = BagOfWords.score(fromText, PROXY).scores();
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i).score()).isCloseTo(direct.get(i).score(), within(1e-6));
    }
  }

  @Test
  @DisplayName("leaves the labels of the operator's model to that model")
  void leavesTheLabelsOfTheOperatorSModelToIt() {
    enter(0, 90, label -> label);
    assertThat(learner().learn(7)).isPresent();

    Prediction prediction = predict("network"::equals);

    assertThat(prediction.scores()).extracting(ScoredLabel::label).startsWith("network", "display");
    assertThat(prediction.scores().get(0).scorer()).isEqualTo("below");
    assertThat(prediction.scores().get(1).scorer()).isNotEqualTo("below");
    assertThat(prediction.precision().measured("network")).isFalse();
  }

  /** A bundle that knows of every issue whether it is one of the network, read or not. */
  private static FineTunedWords bundle(String fingerprint) {
    return new FineTunedWords(fingerprint, Optional.of(Instant.EPOCH), "network")
        .saying(BagOfWords.issues(90, 1).stream().map(RepositoryLearnerTest::secret).toList());
  }

  private static LabeledIssue secret(LabeledIssue issue) {
    return BagOfWords.issue(
        issue.number().orElseThrow(), issue.text().title(), issue.text().body(), label(issue));
  }

  private static String label(LabeledIssue issue) {
    return issue.number().orElseThrow() / 5 % 2 == 0 ? "network" : "display";
  }

  private void enterSecret(IssueFeatureReader with) {
    for (LabeledIssue issue : BagOfWords.issues(90, 1)) {
      int number = issue.number().orElseThrow().intValue();
      store.issues().note(7, number, issue.createdAt().orElseThrow(), true, false);
      store.issues().read(7, number, with.apply(issue.text()));
      say(number, label(issue), true);
    }
  }

  @Test
  @DisplayName("lets a fine-tuned bundle serve by the stored features")
  void letsAFineTunedBundleServeByWhatWasKeptOfTheIssues() {
    FineTunedWords bundle = bundle("a");
    enterSecret(new IssueFeatureReader(bundle, "words 1"));
    RepositoryCascade cascade = BagOfWords.cascade(bundle, "network"::equals);

    ModelVersion version = learner("words 1", cascade).learn(7).orElseThrow();

    assertThat(version.state()).isEqualTo(State.SERVING);
    Prediction prediction = predict(cascade);
    assertThat(prediction.scores().get(0).scorer()).isEqualTo("fine-tuned");
    assertThat(prediction.precision().measured("network")).isTrue();
    assertThat(prediction.precision().threshold("network", 0.8)).isPresent();

    versions.add(
        7,
        clock.instant(),
        version.trainingData(),
        version.figures(),
        State.SERVING,
        "the same once more");
    versions.rollBack(7, 1);
    assertThat(predict(cascade).scores().get(0).scorer()).isEqualTo("fine-tuned");
  }

  @Test
  @DisplayName("leaves its labels to another bundle until that has read the issues")
  void leavesItsLabelsToAnotherBundleUntilThatHasReadTheIssues() {
    enterSecret(new IssueFeatureReader(bundle("a"), "words 1"));
    RepositoryCascade cascade = BagOfWords.cascade(bundle("b"), "network"::equals);
    assertThat(learner("words 1", cascade).learn(7)).isPresent();

    Prediction before = predict(cascade);
    assertThat(before.scores().get(0).scorer()).isEqualTo("below");
    assertThat(before.scores().get(1).scorer()).isNotEqualTo("below");

    IssueFeatureReader again = new IssueFeatureReader(bundle("b"), "words 1");
    for (LabeledIssue issue : BagOfWords.issues(90, 1)) {
      store.issues().read(7, issue.number().orElseThrow().intValue(), again.apply(issue.text()));
    }
    assertThat(predict(cascade).scores().get(0).scorer()).isEqualTo("fine-tuned");
  }

  @Test
  @DisplayName("keeps serving when a bundle is removed")
  void goesOnWithWhatItHasLearntWhenABundleIsTakenAway() {
    enterSecret(new IssueFeatureReader(bundle("a"), "words 1"));
    assertThat(learner().learn(7)).isPresent();

    assertThat(predict(label -> false).scores().get(0).scorer()).isNotIn("below", "fine-tuned");
  }

  @Test
  @DisplayName("follows labels that are renamed or deleted without another version")
  void followsLabelsThatAreRenamedOrDeletedWithoutAnotherVersion() {
    enter(0, 90, label -> label);
    assertThat(learner().learn(7)).isPresent();
    RepositoryScorer serving = scorer(learner(), BagOfWords.cascade(new BagOfWords()));
    LabelCatalog catalog =
        new LabelCatalog(
            List.of(Label.of("area/net", ""), Label.of("display", ""), Label.of("storage", "")));
    assertThat(predict(serving, catalog).scores().get(0).scorer()).isEqualTo("below");

    store.annotations().renameLabel(7, "network", "area/net");
    store.annotations().dropLabel(7, "storage");

    List<ScoredLabel> scores = predict(serving, catalog).scores();
    assertThat(scores.get(0).scorer()).isNotEqualTo("below");
    assertThat(scores.get(0).score()).isGreaterThan(0.8);
    assertThat(scores.get(2).scorer()).isEqualTo("below");
    assertThat(versions.all(7)).hasSize(1);
  }

  @Test
  @DisplayName("refuses a version that is worse")
  void refusesAVersionThatIsWorse() {
    enter(0, 60, label -> label);
    enter(80, 90, label -> label);
    assertThat(learner().learn(7)).isPresent();
    // Somebody turns the labels of the older issues round; the newest fifth says otherwise.
    for (LabeledIssue issue : BagOfWords.issues(50, 1)) {
      int number = issue.number().orElseThrow().intValue();
      String right = issue.labels().get(0);
      say(number, right, false);
      say(number, right.equals("network") ? "display" : "network", true);
    }

    ModelVersion version = learner().learn(7).orElseThrow();

    assertThat(version.state()).isEqualTo(State.REFUSED);
    assertThat(version.why()).contains("on the newest fifth, against");
    assertThat(versions.serving(7)).map(ModelVersion::number).contains(1);
    assertThat(predict(label -> false).scores().get(0).score()).isGreaterThan(0.8);
  }

  @Test
  @DisplayName("is due after fifty annotations, a week, or with another encoder")
  void isDueAfterFiftyWordsOrAWeekOrWithAnotherEncoder() {
    enter(0, 60, label -> label);
    assertThat(learner().due(7)).isTrue();
    assertThat(learner().learn(7)).isPresent();
    assertThat(learner().due(7)).isFalse();
    assertThat(learner("words 2").due(7)).isTrue();

    clock.advance(Duration.ofDays(7));
    assertThat(learner().due(7)).isFalse();
    enter(60, 61, label -> label);
    assertThat(learner().due(7)).isTrue();
    assertThat(learner().learn(7)).isPresent();
    enter(61, 110, label -> label);
    assertThat(learner().due(7)).isFalse();
    enter(110, 111, label -> label);
    assertThat(learner().due(7)).isTrue();
  }

  @Test
  @DisplayName("does not overrule a rollback at once")
  void doesNotOverruleARollbackAtOnce() {
    enter(0, 60, label -> label);
    assertThat(learner().learn(7)).isPresent();
    enter(60, 90, label -> label);
    assertThat(learner().learn(7).orElseThrow().state()).isEqualTo(State.SERVING);

    versions.rollBack(7, 1);

    assertThat(learner().due(7)).isFalse();
    assertThat(versions.serving(7)).map(ModelVersion::number).contains(1);
  }

  @Test
  @DisplayName("of another encoder does not serve")
  void ofAnotherEncoderDoesNotServe() {
    enter(0, 60, label -> label);
    assertThat(learner().learn(7)).isPresent();

    RepositoryLearner other = learner("words 2");

    assertThat(
            predict(scorer(other, BagOfWords.cascade(new BagOfWords())), BagOfWords.CATALOG)
                .scores())
        .extracting(ScoredLabel::scorer)
        .containsOnly("below");
    assertThat(other.learn(7)).isEmpty();
  }
}
