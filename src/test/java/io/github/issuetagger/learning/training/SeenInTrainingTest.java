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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeenInTrainingTest {
  private static final List<LabeledIssue> HISTORY = BagOfWords.issues(90, 1);
  private static final List<LabeledIssue> FRESH = BagOfWords.issues(60, 2);

  /** The models know each issue of the history by heart, and guess at the fresh ones. */
  private static final RepositoryCascade LEAK =
      BagOfWords.ladder(new TypedWords().guessing(FRESH).knowing(HISTORY));

  private static LearnedModel learn(RepositoryCascade ladder, SeenIssues seen) {
    return new ModelTrainer(ladder.with(seen)).learn(HISTORY, BagOfWords.CATALOG);
  }

  /** The mean log loss on the fresh issues, in nats. */
  private static double loss(LearnedModel model) {
    return FRESH.stream()
        .flatMap(
            issue ->
                model.predict(issue.text(), BagOfWords.CATALOG).scores().stream()
                    .filter(scored -> model.learnt(scored.label()))
                    .map(scored -> loss(scored, issue)))
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  private static double loss(ScoredLabel scored, LabeledIssue issue) {
    return LogOdds.loss(LogOdds.logit(scored.score()), issue.labels().contains(scored.label()));
  }

  @Nested
  class A_history_that_the_models_were_trained_on {
    @Test
    void makes_a_fit_trust_them_too_much_where_nobody_says_so() {
      double withoutTypes = loss(learn(BagOfWords.ladder(new BagOfWords()), SeenIssues.NONE));

      assertThat(loss(learn(LEAK, SeenIssues.NONE))).isGreaterThan(3 * withoutTypes);
    }

    @Test
    void is_learnt_from_without_their_types() {
      double trusting = loss(learn(LEAK, SeenIssues.NONE));

      assertThat(loss(learn(LEAK, SeenIssues.ALL))).isLessThan(trusting / 2);
    }

    @Test
    void counts_as_seen_where_it_has_no_dates() {
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
    void is_known_of_each_repository_by_itself() {
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
  class A_lesson {
    private final TrainingSet lesson =
        new TrainingSet(
            HISTORY,
            HISTORY.stream().map(i -> CountedIssue.of(LEAK.encoder().encode(i.text()))).toList());

    private Map<String, Double> types(TrainingSet of, int issue) {
      return of.read().get(issue).issue().types();
    }

    @Test
    void loses_the_types_of_what_was_seen_and_no_others() {
      TrainingSet left = lesson.withoutTypes(new SeenIssues(HISTORY.get(59).createdAt()));

      assertThat(types(left, 59)).hasSize(3).containsOnlyKeys(types(lesson, 59).keySet());
      assertThat(types(left, 59).values()).containsOnly(0.0);
      assertThat(types(left, 60)).isEqualTo(types(lesson, 60)).containsEntry("type.network", 6.0);
      assertThat(left.issues()).isEqualTo(lesson.issues());
    }

    @Test
    void stays_as_it_is_where_the_models_have_seen_nothing() {
      assertThat(lesson.withoutTypes(SeenIssues.NONE).read()).isEqualTo(lesson.read());
    }
  }
}
