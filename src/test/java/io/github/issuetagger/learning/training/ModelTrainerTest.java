package io.github.issuetagger.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ModelTrainerTest {
  private static final ModelTrainer LEARNER = new ModelTrainer(BagOfWords.ladder(new BagOfWords()));
  private static final IssueText PROXY = new IssueText("proxy timeout again", "dns and packet");

  private static LearnedModel learn(List<LabeledIssue> history) {
    return LEARNER.learn(history, BagOfWords.CATALOG);
  }

  private static double score(LearnedModel model, IssueText text, String label) {
    return model.predict(text, BagOfWords.CATALOG).scores().stream()
        .filter(scored -> scored.label().equals(label))
        .mapToDouble(ScoredLabel::score)
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class From_ninety_issues {
    private final LearnedModel model = learn(BagOfWords.issues(90, 1));

    @Test
    void gives_each_new_issue_the_label_of_its_like() {
      for (LabeledIssue issue : BagOfWords.issues(30, 2)) {
        Prediction prediction = model.predict(issue.text(), BagOfWords.CATALOG);
        List<String> given =
            prediction.scores().stream()
                .filter(scored -> model.learnt(scored.label()))
                .filter(scored -> scored.score() >= model.f1Threshold(scored.label()))
                .map(ScoredLabel::label)
                .toList();
        assertThat(given).isEqualTo(issue.labels());
      }
    }

    @Test
    void leaves_labels_that_nobody_used_to_the_predictor_below_and_believes_it_less() {
      Prediction prediction = model.predict(PROXY, BagOfWords.CATALOG);

      assertThat(model.learnt("unused")).isFalse();
      assertThat(prediction.scores().get(3).rung()).isEqualTo("below");
      // 0.25 are odds of 1 : 3; ninety issues without the label make them 5.5 times smaller.
      assertThat(prediction.scores().get(3).score()).isCloseTo(1 / (1 + 3 * 5.5), within(1e-9));
      assertThat(prediction.scores())
          .extracting(ScoredLabel::label)
          .containsExactly("network", "display", "storage", "unused");
    }

    @Test
    void reports_each_label_by_models_that_had_not_seen_the_issue() {
      assertThat(model.reports(0.9))
          .hasSize(3)
          .allSatisfy(
              report -> {
                assertThat(report.uses()).isEqualTo(30);
                assertThat(report.measure().f1()).isGreaterThan(0.9);
                assertThat(report.measure().positives()).isEqualTo(30);
                assertThat(report.sureThreshold()).isPresent();
                assertThat(report.coverage()).isGreaterThan(0.8);
              });
    }

    @Test
    void cannot_promise_what_thirty_examples_do_not_show() {
      assertThat(model.precisionThreshold("network", 0.99)).isEmpty();
      assertThat(model.precisionThreshold("network", 0.8)).isPresent();
    }

    @Test
    void tells_how_it_went_from_a_score_on() {
      LabelReport report = model.reports(0.8).get(0);
      String label = report.label();

      assertThat(model.measure(label, report.sureThreshold().orElseThrow()))
          .isEqualTo(report.sure());
      assertThat(model.measure(label, report.threshold())).isEqualTo(report.measure());
      assertThat(model.measure(label, 0).given()).isEqualTo(90);
    }

    @Test
    void does_not_care_for_the_order_of_the_file() {
      List<LabeledIssue> shuffled = new ArrayList<>(BagOfWords.issues(90, 1));
      Collections.shuffle(shuffled, new Random(5));

      assertThat(score(learn(shuffled), PROXY, "network"))
          .isCloseTo(score(model, PROXY, "network"), within(1e-9));
    }

    @Test
    void knows_labels_whatever_their_case() {
      assertThat(model.learnt("Network")).isTrue();
      assertThat(model.f1Threshold("NETWORK")).isEqualTo(model.f1Threshold("network"));
    }
  }

  @Nested
  class A_correction {
    private final LearnedModel model = learn(BagOfWords.issues(90, 1));

    @Test
    void counts_at_once_for_an_issue_that_is_nearly_the_same() {
      LearnedModel corrected = model.withCorrection(PROXY, "network", false, 1);
      IssueText like = new IssueText("proxy timeout again", "dns and packet please");

      // The score of before is cut off at 0.99999, so a part of the shift does not show.
      assertThat(LogOdds.logit(score(corrected, like, "network")))
          .isLessThan(LogOdds.logit(score(model, like, "network")) - 1.5);
    }

    @Test
    void leaves_other_issues_and_other_labels_alone() {
      LearnedModel corrected = model.withCorrection(PROXY, "network", false, 1);
      IssueText other = new IssueText("font on screen", "wrong colour of pixel");

      assertThat(score(corrected, other, "display")).isEqualTo(score(model, other, "display"));
      assertThat(score(corrected, PROXY, "storage")).isEqualTo(score(model, PROXY, "storage"));
    }

    @Test
    void moves_a_label_up_as_well_and_by_its_weight() {
      double before = score(model, PROXY, "storage");
      double half = score(model.withCorrection(PROXY, "storage", true, 0.5), PROXY, "storage");
      double full = score(model.withCorrection(PROXY, "storage", true, 1), PROXY, "storage");

      assertThat(half).isGreaterThan(before);
      assertThat(full).isGreaterThan(half);
    }

    @Test
    void of_a_label_that_was_never_learnt_changes_nothing() {
      assertThat(model.withCorrection(PROXY, "unused", true, 1)).isSameAs(model);
    }
  }

  @Nested
  class With_few_issues {
    @Test
    void learns_nothing_from_none() {
      LearnedModel model = learn(List.of());

      assertThat(model.predict(PROXY, BagOfWords.CATALOG).rung()).isEqualTo("below");
    }

    @Test
    void takes_unlabelled_issues_for_unknown_not_for_negative() {
      List<LabeledIssue> history = new ArrayList<>(BagOfWords.issues(60, 1));
      LearnedModel without = learn(history);
      for (LabeledIssue issue : BagOfWords.issues(60, 3)) {
        history.add(
            BagOfWords.issue(
                1000 + issue.number().orElseThrow(), issue.text().title(), issue.text().body()));
        history.add(
            BagOfWords.issue(
                2000, issue.text().title(), issue.text().body(), "not in the catalog"));
      }

      assertThat(score(learn(history), PROXY, "network"))
          .isEqualTo(score(without, PROXY, "network"));
    }

    @Test
    void heeds_a_label_that_somebody_turned_down() {
      List<LabeledIssue> history = new ArrayList<>(BagOfWords.issues(30, 1));
      double before = score(learn(history), PROXY, "network");
      for (int i = 0; i < 6; i++) {
        history.add(
            new LabeledIssue(
                "o/r",
                Optional.of(100L + i),
                PROXY,
                List.of(),
                List.of("network"),
                Optional.empty()));
      }

      assertThat(score(learn(history), PROXY, "network")).isLessThan(before);
    }

    @Test
    void believes_zero_shot_more_than_one_example() {
      List<LabeledIssue> history =
          List.of(
              BagOfWords.issue(1, "network socket", "", "network"),
              BagOfWords.issue(2, "display pixel", "", "display"));
      IssueText named = new IssueText("network trouble", "");

      assertThat(score(learn(history), named, "network"))
          .isGreaterThan(score(learn(history), named, "display"));
    }
  }
}
