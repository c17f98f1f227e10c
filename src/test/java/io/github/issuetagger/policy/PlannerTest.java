package io.github.issuetagger.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.HoldoutPrecision;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabelDecision;
import io.github.issuetagger.domain.LabelDecision.Outcome;
import io.github.issuetagger.domain.Plan;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.settings.ParsedSettings;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.settings.SettingsParser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  private static final IssueLabelState BARE = new IssueLabelState(Set.of(), Set.of(), Set.of());

  private static RepositorySettings settings(String yaml) {
    ParsedSettings parsed = new SettingsParser().parse(yaml);
    assertThat(parsed.problems()).isEmpty();
    return parsed.settings();
  }

  private static LabelCatalog catalog(String... names) {
    return new LabelCatalog(Arrays.stream(names).map(name -> Label.of(name, "")).toList());
  }

  private static Prediction prediction(Map<String, Double> scores) {
    return new Prediction(
        scores.entrySet().stream()
            .map(score -> new ScoredLabel(score.getKey(), score.getValue(), "test"))
            .toList(),
        "test-bundle");
  }

  private static LabelDecision only(
      String yaml, String label, double score, IssueLabelState state) {
    Plan plan =
        Planner.plan(
            prediction(Map.of(label, score)),
            catalog(label),
            settings(yaml),
            state,
            Demotions.NONE);
    assertThat(plan.decisions()).hasSize(1);
    return plan.decisions().get(0);
  }

  @ParameterizedTest(name = "{0}: {1} scored {2} → {3}, for it {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | bug | 0.95 | SUGGEST | reaches its suggest threshold",
        "{} | bug | 0.40 | SUGGEST | reaches its suggest threshold",
        "{} | bug | 0.39 | LEAVE | below its suggest threshold",
        "mode: apply | bug | 0.70 | APPLY | reaches its threshold",
        "mode: apply | bug | 0.69 | SUGGEST | reaches its suggest threshold",
        "mode: apply | bug | 0.39 | LEAVE | below its suggest threshold",
        "mode: off | bug | 0.99 | LEAVE | its mode is off",
        "{mode: off, labels: {Bug: {mode: apply}}} | bug | 0.9 | APPLY | reaches its threshold",
        "{mode: apply, labels: {bug: {mode: off}}} | bug | 0.9 | LEAVE | its mode is off",
        "{mode: apply, labels: {bug: {mode: suggest}}} | bug | 0.9 | SUGGEST | reaches its suggest"
            + " threshold",
        "{mode: apply, labels: {bug: {threshold: 0.95}}} | bug | 0.9 | SUGGEST | reaches its"
            + " suggest threshold",
        "{mode: apply, labels: {bug: {threshold: 0.3}}} | bug | 0.3 | APPLY | reaches its"
            + " threshold",
        "{labels: {bug: {suggest_threshold: 0.6}}} | bug | 0.5 | LEAVE | below its suggest"
            + " threshold",
        "include: ['area/*'] | bug | 0.9 | LEAVE | not included by the settings",
        "include: ['area/*'] | Area/UI | 0.9 | SUGGEST | reaches its suggest threshold",
        "exclude: ['b?g'] | bug | 0.9 | LEAVE | excluded by the settings",
        "{} | stale | 0.9 | LEAVE | excluded by default",
        "exclude: ['!default'] | stale | 0.9 | SUGGEST | reaches its suggest threshold",
        "labels: {Stale: } | stale | 0.9 | SUGGEST | reaches its suggest threshold",
        "include: [stale] | stale | 0.9 | SUGGEST | reaches its suggest threshold",
        "include: ['st*'] | stale | 0.9 | LEAVE | excluded by default",
        "{exclude: [stale], labels: {stale: }} | stale | 0.9 | LEAVE | excluded by the settings",
      })
  void decides(String yaml, String label, double score, Outcome outcome, String reason) {
    LabelDecision decision = only(yaml, label, score, BARE);

    assertThat(decision.outcome()).isEqualTo(outcome);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.score()).isEqualTo(score);
  }

  @Test
  @DisplayName("names the deciding threshold")
  void namesTheDecidingThreshold() {
    assertThat(only("mode: apply", "bug", 0.8, BARE).threshold()).isEqualTo(0.7);
    assertThat(only("mode: apply", "bug", 0.5, BARE).threshold()).isEqualTo(0.4);
  }

  /** A label whose past reached 0.9 from a score of 0.8 on, and 0.6 from 0.3 on. */
  private static final HoldoutPrecision PAST =
      new HoldoutPrecision() {
        @Override
        public boolean measured(String label) {
          return label.equals("bug");
        }

        @Override
        public OptionalDouble threshold(String label, double precision) {
          if (!measured(label) || precision > 0.9) {
            return OptionalDouble.empty();
          }
          return OptionalDouble.of(precision > 0.6 ? 0.8 : 0.3);
        }
      };

  @ParameterizedTest(name = "{0}: {1} scored {2} → {3} from {4}, for {5}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: apply | bug | 0.80 | APPLY | 0.8 | such scores were right 9 of 10 times in"
            + " this repository's history",
        "mode: apply | bug | 0.79 | SUGGEST | 0.3 | such scores were right 6 of 10 times in"
            + " this repository's history",
        "{} | bug | 0.99 | SUGGEST | 0.3 | such scores were right 6 of 10 times in"
            + " this repository's history",
        "mode: apply | bug | 0.29 | LEAVE | 0.3 | such scores were not right 6 of 10 times in"
            + " this repository's history",
        "mode: apply | docs | 0.70 | APPLY | 0.7 | reaches its threshold",
        "mode: apply | docs | 0.39 | LEAVE | 0.4 | below its suggest threshold",
        "{mode: apply, precision: 0.95} | bug | 0.99 | SUGGEST | 0.3 | such scores were right 6"
            + " of 10 times in this repository's history",
        "{precision: 0.95, suggest_precision: 0.925} | bug | 0.99 | LEAVE | 1 | such scores were"
            + " not right 925 of 1000 times in this repository's history",
        "{mode: apply, threshold: 0.5} | bug | 0.5 | APPLY | 0.5 | reaches its threshold",
        "{mode: apply, threshold: 0.9} | bug | 0.85 | SUGGEST | 0.3 | such scores were right 6"
            + " of 10 times in this repository's history",
        "{mode: apply, labels: {bug: {threshold: 0.2}}} | bug | 0.2 | APPLY | 0.2 | reaches its"
            + " threshold",
        "{threshold: 0.9, labels: {bug: {mode: apply, precision: 0.9}}} | bug | 0.85 | APPLY | 0.8"
            + " | such scores were right 9 of 10 times in this repository's history",
        "suggest_threshold: 0.6 | bug | 0.5 | LEAVE | 0.6 | below its suggest threshold",
        "{precision: 0.9, threshold: 0.95, suggest_threshold: 0.9} | bug | 0.85 | LEAVE | 0.9 |"
            + " below its suggest threshold",
      })
  @DisplayName("uses the holdout precision unless a threshold is set")
  void usesTheHoldoutPrecisionUnlessAThresholdIsSet(
      String yaml, String label, double score, Outcome outcome, double threshold, String reason) {
    Prediction measured =
        new Prediction(List.of(new ScoredLabel(label, score, "test")), "test-bundle", PAST);

    Plan plan = Planner.plan(measured, catalog(label), settings(yaml), BARE, Demotions.NONE);

    assertThat(plan.decisions())
        .containsExactly(new LabelDecision(label, score, threshold, outcome, reason));
  }

  @Nested
  @DisplayName("The repository's labels")
  class TheRepositorysLabels {
    @Test
    @DisplayName("are the only ones that a plan can name")
    void areTheOnlyOnesThatAPlanCanName() {
      Plan plan =
          Planner.plan(
              prediction(Map.of("bug", 0.9, "made-up", 0.99)),
              catalog("Bug"),
              settings("mode: apply"),
              BARE,
              Demotions.NONE);

      assertThat(plan.decisions()).extracting(LabelDecision::label).containsExactly("Bug");
      assertThat(plan.toApply()).hasSize(1);
    }

    @Test
    @DisplayName("without a prediction are skipped")
    void withoutAPredictionAreSkipped() {
      Plan plan =
          Planner.plan(prediction(Map.of()), catalog("bug"), settings("{}"), BARE, Demotions.NONE);

      assertThat(plan.decisions())
          .singleElement()
          .extracting(LabelDecision::outcome, LabelDecision::reason)
          .containsExactly(Outcome.LEAVE, "no prediction");
    }

    @Test
    @DisplayName("are sorted by score")
    void areSortedByScore() {
      Plan plan =
          Planner.plan(
              prediction(Map.of("a", 0.1, "b", 0.9, "c", 0.5)),
              catalog("a", "b", "c"),
              settings("{}"),
              BARE,
              Demotions.NONE);

      assertThat(plan.decisions()).extracting(LabelDecision::label).containsExactly("b", "c", "a");
    }
  }

  @Nested
  class People {
    @Test
    @DisplayName("who labeled the issue stop the App")
    void whoLabeledTheIssueStopTheApp() {
      IssueLabelState labelled = new IssueLabelState(Set.of("question"), Set.of(), Set.of());

      LabelDecision decision = only("mode: apply", "bug", 0.99, labelled);

      assertThat(decision.outcome()).isEqualTo(Outcome.LEAVE);
      assertThat(decision.reason()).isEqualTo("the issue already has labels");
      assertThat(only("{mode: apply, skip_labelled: false}", "bug", 0.99, labelled).outcome())
          .isEqualTo(Outcome.APPLY);
    }

    @Test
    @DisplayName("are not confused with the App's own labels")
    void areNotConfusedWithTheAppsOwnLabels() {
      IssueLabelState ours = new IssueLabelState(Set.of("Question"), Set.of("question"), Set.of());

      assertThat(only("mode: apply", "bug", 0.99, ours).outcome()).isEqualTo(Outcome.APPLY);
    }

    @Test
    @DisplayName("never get a label twice")
    void neverGetALabelTwice() {
      IssueLabelState there = new IssueLabelState(Set.of("BUG"), Set.of("bug"), Set.of());

      assertThat(only("mode: apply", "bug", 0.99, there).reason())
          .isEqualTo("already on the issue");
    }

    @Test
    @DisplayName("never get a label back that they removed")
    void neverGetALabelBackThatTheyRemoved() {
      IssueLabelState removed = new IssueLabelState(Set.of(), Set.of("bug"), Set.of("Bug"));

      LabelDecision decision =
          only("{mode: apply, labels: {bug: {threshold: 0.1}}}", "bug", 1, removed);

      assertThat(decision.outcome()).isEqualTo(Outcome.LEAVE);
      assertThat(decision.reason()).isEqualTo("a person removed it from this issue");
    }
  }

  @Nested
  @DisplayName("Max labels")
  class MaxLabels {
    private final Prediction three = prediction(Map.of("a", 0.9, "b", 0.8, "c", 0.5));

    @Test
    @DisplayName("keeps the highest scores")
    void keepsTheHighestScores() {
      Plan plan =
          Planner.plan(
              three,
              catalog("c", "b", "a"),
              settings("{mode: apply, max_labels: 2}"),
              BARE,
              Demotions.NONE);

      assertThat(plan.toApply()).extracting(LabelDecision::label).containsExactly("a", "b");
      assertThat(plan.toSuggest()).isEmpty();
      assertThat(plan.decisions().get(2).reason())
          .isEqualTo("labels with higher scores fill max_labels");
    }

    @Test
    @DisplayName("counts labels that the App added before")
    void countsLabelsThatTheAppAddedBefore() {
      IssueLabelState state = new IssueLabelState(Set.of("x"), Set.of("x"), Set.of());

      Plan plan =
          Planner.plan(
              three,
              catalog("a", "b", "c", "x"),
              settings("{mode: apply, max_labels: 2}"),
              state,
              Demotions.NONE);

      assertThat(plan.toApply()).extracting(LabelDecision::label).containsExactly("a");
    }

    @Test
    @DisplayName("does not count skipped labels")
    void doesNotCountSkippedLabels() {
      Plan plan =
          Planner.plan(
              three,
              catalog("a", "b", "c"),
              settings("{max_labels: 1, exclude: [a]}"),
              BARE,
              Demotions.NONE);

      assertThat(plan.toSuggest()).extracting(LabelDecision::label).containsExactly("b");
    }
  }

  @Nested
  @DisplayName("Aliases")
  class Aliases {
    private final RepositorySettings aliased = settings("aliases: { bug: Kind/Bug }");

    @Test
    @DisplayName("make a prediction count for the repository's own label")
    void makeAPredictionCountForTheRepositorysOwnLabel() {
      Plan plan =
          Planner.plan(
              prediction(Map.of("bug", 0.8, "kind/bug", 0.2)),
              catalog("kind/bug"),
              aliased,
              BARE,
              Demotions.NONE);

      assertThat(plan.toSuggest())
          .singleElement()
          .extracting(LabelDecision::label, LabelDecision::score)
          .containsExactly("kind/bug", 0.8);
    }

    @Test
    @DisplayName("never lower a score")
    void neverLowerAScore() {
      Plan plan =
          Planner.plan(
              prediction(Map.of("bug", 0.2, "kind/bug", 0.8)),
              catalog("kind/bug"),
              aliased,
              BARE,
              Demotions.NONE);

      assertThat(plan.decisions().get(0).score()).isEqualTo(0.8);
    }

    @Test
    @DisplayName("replace a label of that name")
    void replaceALabelOfThatName() {
      Plan plan =
          Planner.plan(
              prediction(Map.of("bug", 0.9, "kind/bug", 0.2)),
              catalog("bug", "kind/bug"),
              aliased,
              BARE,
              Demotions.NONE);

      assertThat(plan.toSuggest()).extracting(LabelDecision::label).containsExactly("kind/bug");
      assertThat(plan.decisions())
          .filteredOn(decision -> decision.label().equals("bug"))
          .extracting(LabelDecision::reason)
          .containsExactly("counts for its alias");
    }

    @Test
    @DisplayName("to a label that does not exist skip everything")
    void toALabelThatDoesNotExistSkipEverything() {
      Plan plan =
          Planner.plan(
              prediction(Map.of("bug", 0.9)), catalog("bug"), aliased, BARE, Demotions.NONE);

      assertThat(plan.silent()).isTrue();
      assertThat(plan.decisions().get(0).reason())
          .isEqualTo("its alias is not a label of the repository");
    }
  }

  @Nested
  @DisplayName("The candidate labels")
  class TheCandidateLabels {
    @Test
    @DisplayName("have the maintainers' hypotheses")
    void haveTheMaintainersHypotheses() {
      LabelCatalog asked =
          CandidateLabels.of(
              catalog("bug", "docs"), settings("labels: {Docs: {hypothesis: It is about docs.}}"));

      assertThat(asked.find("docs").orElseThrow().hypothesis()).contains("It is about docs.");
      assertThat(asked.find("bug").orElseThrow().hypothesis()).isEmpty();
    }

    @Test
    @DisplayName("include the names that aliases add")
    void includeTheNamesThatAliasesAdd() {
      LabelCatalog catalog = new LabelCatalog(List.of(Label.of("kind/bug", "Something is broken")));

      LabelCatalog asked =
          CandidateLabels.of(catalog, settings("aliases: {defect: kind/bug, chore: kind/none}"));

      assertThat(asked.labels())
          .containsExactly(
              Label.of("kind/bug", "Something is broken"),
              Label.of("defect", "Something is broken"));
    }
  }
}
