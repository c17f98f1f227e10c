package io.github.issuetagger.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.evaluation.RepositoryModels;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.scoring.SeenIssues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeenInTrainingTest {
  private static final List<LabeledIssue> HISTORY = BagOfWords.issues(90, 1);
  private static final List<LabeledIssue> FRESH = BagOfWords.issues(60, 2);

  /** The models know each issue of the history by heart, and guess at the fresh ones. */
  private static final RepositoryCascade LEAK =
      BagOfWords.cascade(new TypedWords().guessing(FRESH).knowing(HISTORY));

  private static LearnedModel learn(RepositoryCascade cascade, SeenIssues seen) {
    return new ModelTrainer(cascade.with(seen)).learn(HISTORY, BagOfWords.CATALOG);
  }

  /** The mean log loss on the fresh issues, in nats. */
  private static double loss(LearnedModel model) {
    return FRESH.stream()
        .flatMap(
            issue ->
                BagOfWords.score(model, issue.text()).scores().stream()
                    .filter(scored -> model.knows(scored.label()))
                    .map(scored -> loss(scored, issue)))
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  private static double loss(ScoredLabel scored, LabeledIssue issue) {
    return LogOdds.loss(LogOdds.logit(scored.score()), issue.labels().contains(scored.label()));
  }

  @Nested
  @DisplayName("A history that the models were trained on")
  class AHistoryThatTheModelsWereTrainedOn {
    @Test
    @DisplayName("makes a fit trust the types too much if this is not known")
    void makesAFitTrustThemTooMuchWhereNobodySaysSo() {
      double withoutTypes = loss(learn(BagOfWords.cascade(new BagOfWords()), SeenIssues.NONE));

      assertThat(loss(learn(LEAK, SeenIssues.NONE))).isGreaterThan(3 * withoutTypes);
    }

    @Test
    @DisplayName("is trained on without types")
    void isLearntFromWithoutTheirTypes() {
      double trusting = loss(learn(LEAK, SeenIssues.NONE));

      assertThat(loss(learn(LEAK, SeenIssues.ALL))).isLessThan(trusting / 2);
    }

    @Test
    @DisplayName("counts as seen where it has no dates")
    void countsAsSeenWhereItHasNoDates() {
      List<LabeledIssue> undated =
          HISTORY.stream()
              .map(
                  issue ->
                      new LabeledIssue(
                          issue.repo(),
                          issue.number(),
                          issue.text(),
                          issue.labels(),
                          issue.refused(),
                          Optional.empty()))
              .toList();
      SeenIssues early = new SeenIssues(HISTORY.get(0).createdAt());
      LearnedModel model = new ModelTrainer(LEAK.with(early)).learn(undated, BagOfWords.CATALOG);

      assertThat(loss(model)).isEqualTo(loss(learn(LEAK, SeenIssues.ALL)));
    }

    @Test
    @DisplayName("is known of each repository by itself")
    void isKnownOfEachRepositoryByItself() {
      List<LabeledIssue> elsewhere =
          HISTORY.stream()
              .map(
                  issue ->
                      new LabeledIssue(
                          "o/other",
                          issue.number(),
                          issue.text(),
                          issue.labels(),
                          issue.refused(),
                          issue.createdAt()))
              .toList();
      RepositoryModels models =
          RepositoryModels.learn(
              repository ->
                  new ModelTrainer(
                      LEAK.with(repository.equals("o/r") ? SeenIssues.ALL : SeenIssues.NONE)),
              Stream.concat(HISTORY.stream(), elsewhere.stream()).toList(),
              BagOfWords.CATALOG);

      assertThat(loss(models.of("o/r").orElseThrow())).isEqualTo(loss(learn(LEAK, SeenIssues.ALL)));
      assertThat(loss(models.of("o/other").orElseThrow()))
          .isEqualTo(loss(learn(LEAK, SeenIssues.NONE)));
    }
  }

  @Nested
  @DisplayName("A training set")
  class ALesson {
    private final TrainingSet set =
        new TrainingSet(
            HISTORY, HISTORY.stream().map(issue -> LEAK.encoder().encode(issue.text())).toList());

    private Map<String, Double> types(TrainingSet of, int issue) {
      return of.features().get(issue).types();
    }

    @Test
    @DisplayName("loses the types of seen issues only")
    void losesTheTypesOfWhatWasSeenAndNoOthers() {
      TrainingSet left = set.withoutTypes(new SeenIssues(HISTORY.get(59).createdAt()));

      assertThat(types(left, 59)).hasSize(3).containsOnlyKeys(types(set, 59).keySet());
      assertThat(types(left, 59).values()).containsOnly(0.0);
      assertThat(types(left, 60)).isEqualTo(types(set, 60)).containsEntry("type.network", 6.0);
      assertThat(left.issues()).isEqualTo(set.issues());
    }

    @Test
    @DisplayName("stays the same if the models have seen nothing")
    void staysAsItIsWhereTheModelsHaveSeenNothing() {
      assertThat(set.withoutTypes(SeenIssues.NONE).features()).isEqualTo(set.features());
    }
  }
}
