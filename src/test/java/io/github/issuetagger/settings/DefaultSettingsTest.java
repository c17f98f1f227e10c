package io.github.issuetagger.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped default settings. */
class DefaultSettingsTest {
  @Test
  @DisplayName("suggest only")
  void suggestOnly() {
    RepositorySettings settings = RepositorySettings.defaults();

    assertThat(settings.mode()).isEqualTo(LabelMode.SUGGEST);
    assertThat(settings.thresholds()).isEqualTo(new ScoreThresholds(0.7, 0.4));
    assertThat(settings.precision()).isEqualTo(new PrecisionTargets(0.9, 0.6, false, false));
    assertThat(settings.maxLabels()).isEqualTo(3);
    assertThat(settings.skipLabelled()).isTrue();
    assertThat(settings.dryRun()).isFalse();
    assertThat(settings.report()).isFalse();
    assertThat(settings.labels()).isEmpty();
    assertThat(settings.aliases()).isEmpty();
    assertThat(settings.commands()).isEqualTo(new CommandSettings(true, "/"));
    assertThat(settings.filter().include()).containsExactly(new Glob("*"));
    assertThat(settings.filter().exclude()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "wontfix",
        "Won't fix",
        "won’t fix",
        "resolution/wontfix",
        "duplicate",
        "R: duplicate",
        "invalid",
        "stale",
        "lifecycle/stale",
        "good first issue",
        "good-first-issue",
        "Good First Issue :star:",
        "help wanted",
        "help-wanted",
        "status: needs info",
        "status/open",
        "state:closed",
        "S-waiting-on-review",
        "priority/high",
        "Priority: low",
        "P-high",
        "P0",
        "release-blocker",
        "release/1.0",
        "needs-triage",
        "needs info",
        "triage/accepted",
        "E-easy",
        "severity/1",
        "backport to 2.x"
      })
  @DisplayName("exclude labels about people's decisions")
  void excludeLabelsAboutPeoplesDecisions(String label) {
    assertThat(RepositorySettings.defaults().filter().excludesByDefault(label)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bug",
        "enhancement",
        "question",
        "documentation",
        "area/ui",
        "kind/bug",
        "A-parser",
        "performance",
        "statistics",
        "e-commerce",
        "PR",
        "PHP",
        "python",
        "security",
        "size",
        "statement",
        "prior art",
        "installer",
        "feature request",
        "streaming",
        "type: bug"
      })
  @DisplayName("include labels about what an issue is about")
  void includeLabelsAboutWhatAnIssueIsAbout(String label) {
    assertThat(RepositorySettings.defaults().filter().excludesByDefault(label)).isFalse();
  }
}
