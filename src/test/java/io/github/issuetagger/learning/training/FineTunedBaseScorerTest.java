package io.github.issuetagger.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.Counts;
import io.github.issuetagger.scoring.IssueFeatures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A fine-tuned bundle")
class FineTunedBaseScorerTest {
  private static final String TUNED = "fine-tuned";
  private static final IssueText PROXY = new IssueText("proxy timeout again", "dns and packet");

  /** The first issue is opened an hour after the beginning of time, each next an hour later. */
  private static Optional<Instant> after(int issue) {
    return Optional.of(Instant.EPOCH.plus(issue, ChronoUnit.HOURS));
  }

  /** Issues whose texts tell nothing of their labels: every second is one of the network. */
  private static List<LabeledIssue> secret(int count) {
    return BagOfWords.issues(count, 1).stream()
        .map(issue -> labelled(issue, issue.number().orElseThrow() % 2 == 0))
        .toList();
  }

  private static LabeledIssue labelled(LabeledIssue issue, boolean network) {
    return BagOfWords.issue(
        issue.number().orElseThrow(),
        issue.text().title(),
        issue.text().body() + " number " + issue.number().orElseThrow(),
        network ? "network" : "display");
  }

  /** The same issues with labels that have nothing to do with theirs. */
  private static List<LabeledIssue> mistaken(List<LabeledIssue> issues) {
    return issues.stream()
        .map(
            issue ->
                new LabeledIssue(
                    issue.repo(),
                    issue.number(),
                    issue.text(),
                    List.of(issue.number().orElseThrow() / 7 % 2 == 0 ? "network" : "display"),
                    List.of(),
                    issue.createdAt()))
        .toList();
  }

  private static LearnedModel learn(FineTunedWords encoder, List<LabeledIssue> history) {
    return new ModelTrainer(
            BagOfWords.cascade(encoder, label -> encoder.fineTuned().orElseThrow().covers(label)))
        .learn(history, BagOfWords.CATALOG);
  }

  private static LabelReport report(LearnedModel model, String label) {
    return model.reports(0.8).stream()
        .filter(report -> report.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Nested
  @DisplayName("that is right on issues that it has not seen")
  class Right {
    private final List<LabeledIssue> history = secret(120);
    private final FineTunedWords encoder =
        new FineTunedWords("a", after(60), "Network", "display", "unused").saying(upper(history));
    private final LearnedModel model = learn(encoder, history);

    /** As the bundle spells it, which is not how the repository does. */
    private List<LabeledIssue> upper(List<LabeledIssue> issues) {
      return issues.stream()
          .map(
              issue ->
                  new LabeledIssue(
                      issue.repo(),
                      issue.number(),
                      issue.text(),
                      issue.labels().stream()
                          .map(label -> label.equals("network") ? "Network" : label)
                          .toList(),
                      List.of(),
                      issue.createdAt()))
          .toList();
    }

    @Test
    @DisplayName("serves its labels, calibrated on those issues alone")
    void serves() {
      assertThat(model.scorer("network")).isEqualTo(TUNED);
      assertThat(model.scorer("display")).isEqualTo(TUNED);
      assertThat(model.serves("network")).isTrue();
      LabelReport report = report(model, "network");
      assertThat(report.uses()).isEqualTo(60);
      assertThat(report.measure()).isEqualTo(new Counts(30, 30, 30));
      assertThat(report.sureThreshold()).isPresent();

      Prediction prediction = BagOfWords.score(model, history.get(119).text());
      assertThat(prediction.scores().get(0).scorer()).isEqualTo(TUNED);
      assertThat(prediction.scores().get(0).score()).isGreaterThan(0.9);
      assertThat(prediction.scores().get(1).score()).isLessThan(0.1);
      assertThat(prediction.bundle()).startsWith("learnt + labels 1");
    }

    @Test
    @DisplayName("keeps a label that nobody has used yet")
    void keepsUnused() {
      assertThat(model.left("unused")).isTrue();
      ScoredLabel unused = BagOfWords.score(model, PROXY).scores().get(3);
      assertThat(unused.score()).isEqualTo(0.25);
    }

    @Test
    @DisplayName("can score alone")
    void alone() {
      assertThat(model.scorers()).endsWith("embedding", TUNED);
      LearnedModel alone = model.alone(TUNED);

      assertThat(alone.scorer("network")).isEqualTo(TUNED);
      assertThat(BagOfWords.score(alone, history.get(119).text()).scores().get(0).score())
          .isGreaterThan(alone.f1Threshold("network"));
    }

    @Test
    @DisplayName("leaves an issue that it has not read to the stand-in")
    void unread() {
      IssueText text = history.get(119).text();
      IssueFeatures unread = new BagOfWords().encode(text);
      LearnedModel without = learn(new FineTunedWords("a", after(60), "other"), history);

      assertThat(model.logOdds(unread)[model.position("network")])
          .isCloseTo(without.logOdds(unread)[without.position("network")], within(1e-9));
    }
  }

  @Nested
  @DisplayName("that is wrong on issues that it has not seen")
  class Wrong {
    private final List<LabeledIssue> history = BagOfWords.issues(120, 1);

    @Test
    @DisplayName("serves no label, and costs no inference")
    void serves() {
      FineTunedWords encoder =
          new FineTunedWords("a", after(60), "network").saying(mistaken(history));
      LearnedModel model = learn(encoder, history);
      int before = encoder.runs();

      Prediction prediction = BagOfWords.score(model, PROXY);

      assertThat(model.scorer("network")).isNotEqualTo(TUNED);
      assertThat(model.serves("network")).isTrue();
      assertThat(prediction.scores().get(0).score()).isGreaterThan(0.8);
      assertThat(encoder.runs()).isEqualTo(before);
      assertThat(report(model, "network").measure().positives()).isEqualTo(40);
    }

    @Test
    @DisplayName("gains nothing by being right on issues that it has seen")
    void seen() {
      // Three texts of four tell the label, so that others are right now and then.
      List<LabeledIssue> vague =
          history.stream()
              .map(
                  issue ->
                      labelled(
                          issue,
                          issue.labels().contains("network")
                              != (issue.number().orElseThrow() % 4 == 0)))
              .toList();
      List<LabeledIssue> later = vague.subList(80, 120);

      FineTunedWords honest =
          new FineTunedWords("a", after(80), "network").saying(vague).saying(mistaken(later));
      FineTunedWords boasting =
          new FineTunedWords("a", after(0), "network").saying(vague).saying(mistaken(later));

      assertThat(learn(honest, vague).scorers()).contains(TUNED);
      assertThat(learn(honest, vague).scorer("network")).isNotEqualTo(TUNED);
      assertThat(learn(boasting, vague).scorer("network")).isEqualTo(TUNED);
    }

    @Test
    @DisplayName("gives no label that it does not know when it stands alone")
    void unknown() {
      LearnedModel model =
          learn(new FineTunedWords("a", after(60), "network").saying(history), history);
      LearnedModel alone = model.alone(TUNED);

      for (LabeledIssue issue : history) {
        ScoredLabel storage = BagOfWords.score(alone, issue.text()).scores().get(2);
        assertThat(storage.score()).isLessThan(alone.f1Threshold("storage"));
      }
      assertThat(model.scorer("storage")).isNotEqualTo(TUNED);
    }
  }

  @Nested
  @DisplayName("that cannot be judged")
  class Unjudged {
    private final List<LabeledIssue> history = BagOfWords.issues(120, 1);

    private void keeps(LearnedModel model) {
      assertThat(model.left("network")).isTrue();
      assertThat(model.serves("network")).isFalse();
      assertThat(model.scorers()).doesNotContain(TUNED);
      Prediction prediction = BagOfWords.score(model, PROXY);
      // What the bundle says, as the cascade below gives it: not made less likely, as it would be
      // for a label that nobody knows.
      assertThat(prediction.scores().get(0)).isEqualTo(new ScoredLabel("network", 0.25, "below"));
      assertThat(prediction.scores().get(1).scorer()).isNotEqualTo("below");
      assertThat(
              new HoldoutMetrics(model, new LabelCatalog(List.of(Label.of("network", ""))))
                  .measured("network"))
          .isFalse();
    }

    @Test
    @DisplayName("keeps its labels with one unseen issue too few, and is judged with one more")
    void few() {
      FineTunedWords few = new FineTunedWords("a", after(91), "network").saying(mistaken(history));
      FineTunedWords enough =
          new FineTunedWords("a", after(90), "network").saying(mistaken(history));

      keeps(learn(few, history));
      assertThat(learn(enough, history).serves("network")).isTrue();
    }

    @Test
    @DisplayName("keeps its labels if its training date is unknown")
    void undated() {
      keeps(learn(new FineTunedWords("a", Optional.empty(), "network"), history));
    }

    @Test
    @DisplayName("keeps its labels when the issues have no dates")
    void undatedIssues() {
      List<LabeledIssue> undated =
          history.stream()
              .map(
                  issue ->
                      new LabeledIssue(
                          issue.repo(),
                          issue.number(),
                          issue.text(),
                          issue.labels(),
                          List.of(),
                          Optional.empty()))
              .toList();

      keeps(learn(new FineTunedWords("a", after(0), "network"), undated));
    }

    @Test
    @DisplayName("keeps its labels when another bundle has read the issues")
    void changed() {
      FineTunedWords old = new FineTunedWords("old", after(0), "network");
      FineTunedWords fresh = new FineTunedWords("fresh", after(0), "network");
      List<IssueFeatures> read = history.stream().map(issue -> old.encode(issue.text())).toList();

      LearnedModel model =
          new ModelTrainer(BagOfWords.cascade(fresh, "network"::equals))
              .learn(new TrainingSet(history, read), BagOfWords.CATALOG);

      keeps(model);
    }

    @Test
    @DisplayName("is not used if the repository has none of its labels")
    void foreign() {
      FineTunedWords encoder = new FineTunedWords("a", after(0), "elsewhere");

      assertThat(learn(encoder, history).scorers()).doesNotContain(TUNED);
      assertThat(learn(encoder, history).serves("network")).isTrue();
    }
  }

  @Nested
  @DisplayName("is judged on examples of which some are hidden")
  class Hidden {
    private final List<LabeledIssue> history = BagOfWords.issues(60, 1);
    private final TrainingExamples examples =
        TrainingExamples.of(
            history,
            history.stream().map(issue -> new BagOfWords().encode(issue.text())).toList(),
            BagOfWords.CATALOG);

    private boolean[] first(int count) {
      boolean[] hidden = new boolean[60];
      for (int i = 0; i < count; i++) {
        hidden[i] = true;
      }
      return hidden;
    }

    @Test
    @DisplayName("whose folds are all among the others")
    void folds() {
      int[] folds = examples.without(first(40)).folds(5);

      List<Integer> used = new ArrayList<>();
      for (int i = 40; i < 60; i++) {
        used.add(folds[i]);
      }
      assertThat(used).contains(0, 1, 2, 3, 4);
      assertThat(examples.folds(5)).startsWith(0, 0, 0, 1).endsWith(3, 4, 4, 4);
    }

    @Test
    @DisplayName("and whose newest third is taken from the others")
    void newest() {
      boolean[] newest = examples.without(first(40)).knownOfNewest(0);

      assertThat(Stream.iterate(0, i -> i + 1).limit(60).filter(i -> newest[i]))
          .containsExactly(54, 55, 56, 57, 58, 59);
      assertThat(examples.without(first(40)).annotated()).isEqualTo(20);
      assertThat(examples.about(label -> false).annotated()).isZero();
    }
  }

  @Test
  @DisplayName("knows which labels its bundle covers")
  void covers() {
    FineTunedWords encoder = new FineTunedWords("a", after(0), "Network");

    assertThat(encoder.fineTuned().orElseThrow().covers("network".toUpperCase(Locale.ROOT)))
        .isTrue();
    assertThat(encoder.fineTuned().orElseThrow().covers("display")).isFalse();
  }
}
