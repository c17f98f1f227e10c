package io.github.issuetagger.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabelDecision;
import io.github.issuetagger.domain.LabelDecision.Outcome;
import io.github.issuetagger.domain.OutcomeCounts;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.settings.ParsedSettings;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.settings.SettingsParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemotionsTest {
  private static final OutcomeTally NEVER = new OutcomeTally(0, 0);

  private static RepositorySettings settings(String yaml) {
    ParsedSettings parsed = new SettingsParser().parse(yaml);
    assertThat(parsed.problems()).isEmpty();
    return parsed.settings();
  }

  private static Demotions demotions(String yaml, OutcomeTally applied, OutcomeTally suggested) {
    OutcomeCounts counts =
        new OutcomeCounts(
            applied.total(),
            applied.total() - applied.right(),
            suggested.total(),
            suggested.right(),
            suggested.total() - suggested.right());
    return Demotions.of(Map.of("bug", counts), settings(yaml));
  }

  private static LabelDecision decision(String yaml, double score, Demotions demotions) {
    Prediction prediction =
        new Prediction(List.of(new ScoredLabel("Bug", score, "test")), "test-bundle");
    return Planner.plan(
            prediction,
            new LabelCatalog(List.of(Label.of("Bug", ""))),
            settings(yaml),
            new IssueLabelState(Set.of(), Set.of(), Set.of()),
            demotions)
        .decisions()
        .get(0);
  }

  @Test
  @DisplayName("spare labels that were never judged or never wrong")
  void spareLabelsThatWereNeverJudgedOrNeverWrong() {
    assertThat(NEVER.below(1)).isFalse();
    assertThat(new OutcomeTally(7, 7).below(1)).isFalse();
    assertThatThrownBy(() -> new OutcomeTally(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}: let stand {1} of {2} times, taken up {3} of {4} → {5}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 0 | 5 | 0 | 0 | not applied",
        "{} | 0 | 4 | 0 | 0 | nothing",
        "{} | 17 | 20 | 0 | 0 | nothing",
        "precision: 0.95 | 17 | 20 | 0 | 0 | not applied",
        "labels: {bug: {precision: 0.95}} | 17 | 20 | 0 | 0 | not applied",
        "precision: 0 | 0 | 50 | 0 | 50 | nothing",
        "threshold: 0.1 | 0 | 5 | 0 | 0 | not applied",
        "{} | 5 | 5 | 0 | 5 | not suggested",
        "{} | 0 | 6 | 0 | 5 | neither applied nor suggested",
        "{} | 5 | 5 | 3 | 6 | nothing",
      })
  @DisplayName("follow when people disagree often enough")
  void followWhenPeopleDisagreeOftenEnough(
      String yaml, int kept, int applied, int taken, int answered, String standing) {
    Demotions demotions =
        demotions(yaml, new OutcomeTally(kept, applied), new OutcomeTally(taken, answered));

    assertThat(demotions.of("BUG").map(Demotion::standing).orElse("nothing")).isEqualTo(standing);
  }

  @Test
  @DisplayName("turn applying into suggesting")
  void turnApplyingIntoSuggesting() {
    Demotions demotions = demotions("{}", new OutcomeTally(1, 6), NEVER);

    assertThat(decision("mode: apply", 0.9, demotions))
        .isEqualTo(
            new LabelDecision(
                "Bug", 0.9, 0.4, Outcome.SUGGEST, "people kept it only 1 of 6 times recently"));
    assertThat(decision("mode: apply", 0.5, demotions).reason())
        .isEqualTo("reaches its suggest threshold");
    assertThat(decision("mode: apply", 0.3, demotions).outcome()).isEqualTo(Outcome.LEAVE);
  }

  @Test
  @DisplayName("stop suggestions that people reject")
  void stopSuggestionsThatPeopleReject() {
    Demotions demotions = demotions("{}", NEVER, new OutcomeTally(1, 8));

    assertThat(decision("{}", 0.9, demotions))
        .isEqualTo(
            new LabelDecision(
                "Bug", 0.9, 0.4, Outcome.LEAVE, "people accepted it only 1 of 8 times recently"));
    assertThat(decision("mode: apply", 0.9, demotions).outcome()).isEqualTo(Outcome.APPLY);
  }

  @Test
  @DisplayName("give their reason")
  void giveTheirReason() {
    Demotions demotions = demotions("{}", new OutcomeTally(1, 6), new OutcomeTally(0, 9));

    assertThat(demotions.all())
        .extracting(Demotion::why)
        .containsExactly(
            "people kept it only 1 of 6 times recently,"
                + " people accepted it only 0 of 9 times recently");
    assertThat(Demotions.NONE.all()).isEmpty();
  }
}
