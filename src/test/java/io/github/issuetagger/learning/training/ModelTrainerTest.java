package io.github.issuetagger.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ModelTrainerTest {
  private static final ModelTrainer LEARNER =
      new ModelTrainer(BagOfWords.cascade(new BagOfWords()));
  private static final IssueText PROXY = new IssueText("proxy timeout again", "dns and packet");

  private static LearnedModel learn(List<LabeledIssue> history) {
    return LEARNER.learn(history, BagOfWords.CATALOG);
  }

  private static double score(LearnedModel model, IssueText text, String label) {
    return BagOfWords.score(model, text).scores().stream()
        .filter(scored -> scored.label().equals(label))
        .mapToDouble(ScoredLabel::score)
        .findFirst()
        .orElseThrow();
  }

  @Nested
  @DisplayName("From ninety issues")
  class FromNinetyIssues {
    private final LearnedModel model = learn(BagOfWords.issues(90, 1));

    @Test
    @DisplayName("gives each new issue the label of similar issues")
    void givesEachNewIssueTheLabelOfItsLike() {
      for (LabeledIssue issue : BagOfWords.issues(30, 2)) {
        Prediction prediction = BagOfWords.score(model, issue.text());
        List<String> given =
            prediction.scores().stream()
                .filter(scored -> model.knows(scored.label()))
                .filter(scored -> scored.score() >= model.f1Threshold(scored.label()))
                .map(ScoredLabel::label)
                .toList();
        assertThat(given).isEqualTo(issue.labels());
      }
    }

    @Test
    @DisplayName("leaves unused labels to the cascade, with a lower score")
    void leavesLabelsThatNobodyUsedToThePredictorBelowAndBelievesItLess() {
      Prediction prediction = BagOfWords.score(model, PROXY);

      assertThat(model.knows("unused")).isFalse();
      assertThat(prediction.scores().get(3).scorer()).isEqualTo("below");
      // 0.25 are odds of 1 : 3; ninety issues without the label make them 5.5 times smaller.
      assertThat(prediction.scores().get(3).score()).isCloseTo(1 / (1 + 3 * 5.5), within(1e-9));
      assertThat(prediction.scores())
          .extracting(ScoredLabel::label)
          .containsExactly("network", "display", "storage", "unused");
    }

    @Test
    @DisplayName("reports each label by models that had not seen the issue")
    void reportsEachLabelByModelsThatHadNotSeenTheIssue() {
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
    @DisplayName("finds no threshold for a precision that thirty examples do not show")
    void cannotPromiseWhatThirtyExamplesDoNotShow() {
      assertThat(model.precisionThreshold("network", 0.99)).isEmpty();
      assertThat(model.precisionThreshold("network", 0.8)).isPresent();
    }

    @Test
    @DisplayName("measures from any score")
    void tellsHowItWentFromAScoreOn() {
      LabelReport report = model.reports(0.8).get(0);
      String label = report.label();

      assertThat(model.measure(label, report.sureThreshold().orElseThrow()))
          .isEqualTo(report.sure());
      assertThat(model.measure(label, report.threshold())).isEqualTo(report.measure());
      assertThat(model.measure(label, 0).given()).isEqualTo(90);
    }

    @Test
    @DisplayName("does not depend on the order of the issues")
    void doesNotCareForTheOrderOfTheFile() {
      List<LabeledIssue> shuffled = new ArrayList<>(BagOfWords.issues(90, 1));
      Collections.shuffle(shuffled, new Random(5));

      assertThat(score(learn(shuffled), PROXY, "network"))
          .isCloseTo(score(model, PROXY, "network"), within(1e-9));
    }

    @Test
    @DisplayName("knows labels whatever their case")
    void knowsLabelsWhateverTheirCase() {
      assertThat(model.knows("Network")).isTrue();
      assertThat(model.f1Threshold("NETWORK")).isEqualTo(model.f1Threshold("network"));
    }
  }

  @Nested
  @DisplayName("With few issues")
  class WithFewIssues {
    @Test
    @DisplayName("learns nothing from none")
    void learnsNothingFromNone() {
      LearnedModel model = learn(List.of());

      assertThat(BagOfWords.score(model, PROXY).scorer()).isEqualTo("below");
    }

    @Test
    @DisplayName("takes unlabeled issues as unknown, not as negative")
    void takesUnlabelledIssuesForUnknownNotForNegative() {
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
    @DisplayName("learns from a refused label")
    void heedsALabelThatSomebodyTurnedDown() {
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
    @DisplayName("trusts zero-shot more than one example")
    void believesZeroShotMoreThanOneExample() {
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
