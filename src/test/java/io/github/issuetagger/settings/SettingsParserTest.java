package io.github.issuetagger.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsParserTest {
  private final SettingsParser parser = new SettingsParser();

  private RepositorySettings sound(String yaml) {
    ParsedSettings parsed = parser.parse(yaml);
    assertThat(parsed.problems()).isEmpty();
    return parsed.settings();
  }

  private List<String> problems(String yaml) {
    return parser.parse(yaml).problems().stream().map(SettingsProblem::toString).toList();
  }

  @Nested
  @DisplayName("A valid file")
  class AValidFile {
    @Test
    @DisplayName("may set every key")
    void maySetEveryKey() {
      RepositorySettings settings =
          sound(
              """
              mode: apply
              threshold: 0.9
              suggest_threshold: 0.5
              max_labels: 2
              skip_labelled: false
              dry_run: true
              exclude: ["wontfix", "status/*"]
              include: ["area/*", kind/bug]
              labels:
                "area/ui": { mode: apply, threshold: 0.8, suggest_threshold: 0.6, hypothesis: "It is about the UI." }
                Docs: { mode: off }
              aliases: { bug: "kind/bug" }
              """);

      assertThat(settings.mode()).isEqualTo(LabelMode.APPLY);
      assertThat(settings.thresholds()).isEqualTo(new ScoreThresholds(0.9, 0.5));
      assertThat(settings.maxLabels()).isEqualTo(2);
      assertThat(settings.skipLabelled()).isFalse();
      assertThat(settings.dryRun()).isTrue();
      assertThat(settings.filter().include())
          .containsExactly(new Glob("area/*"), new Glob("kind/bug"));
      assertThat(settings.filter().exclude())
          .containsExactly(new Glob("wontfix"), new Glob("status/*"));
      assertThat(settings.filter().defaultExclude())
          .isEqualTo(RepositorySettings.defaults().filter().defaultExclude());
      assertThat(settings.label("AREA/UI"))
          .contains(
              new LabelSettings(
                  Optional.of(LabelMode.APPLY),
                  Optional.of(0.8),
                  Optional.of(0.6),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of("It is about the UI.")));
      assertThat(settings.mode("docs")).isEqualTo(LabelMode.OFF);
      assertThat(settings.thresholds("docs")).isEqualTo(new ScoreThresholds(0.9, 0.5));
      assertThat(settings.alias("Bug")).contains("kind/bug");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "# only a comment\n",
          "---\n",
          "{}",
          "labels:\n",
          "exclude:\ninclude:\naliases:\nlabels:\n"
        })
    @DisplayName("without content means the defaults")
    void withoutContentMeansTheDefaults(String yaml) {
      assertThat(sound(yaml)).isEqualTo(RepositorySettings.defaults());
    }

    @Test
    @DisplayName("lowers the suggest threshold with a low threshold")
    void lowersTheSuggestThresholdWithALowThreshold() {
      assertThat(sound("threshold: 0.3").thresholds()).isEqualTo(new ScoreThresholds(0.3, 0.3));
      assertThat(sound("labels: { ui: { threshold: 0.2 } }").thresholds("ui"))
          .isEqualTo(new ScoreThresholds(0.2, 0.2));
    }

    @Test
    @DisplayName("may set target precisions")
    void maySetTargetPrecisions() {
      RepositorySettings settings =
          sound(
              """
              precision: 0.8
              suggest_precision: 0.5
              labels:
                bug: { precision: 0.95, suggest_precision: 0.7 }
                ui: { precision: 0.4 }
                docs: { threshold: 0.6 }
              """);

      assertThat(settings.precision()).isEqualTo(new PrecisionTargets(0.8, 0.5, false, false));
      assertThat(settings.precision("bug"))
          .isEqualTo(new PrecisionTargets(0.95, 0.7, false, false));
      assertThat(settings.precision("ui")).isEqualTo(new PrecisionTargets(0.4, 0.4, false, false));
      assertThat(settings.precision("docs")).isEqualTo(new PrecisionTargets(0.8, 0.5, true, false));
    }

    @Test
    @DisplayName("lets a threshold override the precision")
    void letsAThresholdOverrideThePrecision() {
      RepositorySettings settings =
          sound("{threshold: 0.8, suggest_threshold: 0.5, labels: {bug: {precision: 0.9}}}");

      assertThat(settings.precision("docs")).isEqualTo(new PrecisionTargets(0.9, 0.6, true, true));
      assertThat(settings.precision("bug")).isEqualTo(new PrecisionTargets(0.9, 0.6, false, true));
    }

    @Test
    @DisplayName("lowers the suggest precision with a low precision")
    void lowersTheSuggestPrecisionWithALowPrecision() {
      assertThat(sound("precision: 0.3").precision())
          .isEqualTo(new PrecisionTargets(0.3, 0.3, false, false));
    }

    @Test
    @DisplayName("may name a label without settings")
    void mayNameALabelWithoutSettings() {
      assertThat(sound("labels:\n  stale:\n").label("stale")).contains(LabelSettings.NONE);
    }

    @Test
    @DisplayName("may turn the default excludes off")
    void mayTurnTheDefaultExcludesOff() {
      LabelFilter filter = sound("exclude: [\"!default\", flaky]").filter();

      assertThat(filter.defaultExclude()).isEmpty();
      assertThat(filter.exclude()).containsExactly(new Glob("flaky"));
    }

    @Test
    @DisplayName("may use anchors")
    void mayUseAnchors() {
      RepositorySettings settings = sound("labels: { a: &own { mode: apply }, b: *own }");

      assertThat(settings.mode("b")).isEqualTo(LabelMode.APPLY);
    }
  }

  @Nested
  @DisplayName("A broken file")
  class ABrokenFile {
    @Test
    @DisplayName("gets every problem with its line")
    void getsEveryProblemWithItsLine() {
      assertThat(
              problems(
                  """
                  mode: aply
                  treshold: 0.5
                  max_labels: 0
                  labels:
                    ui: { mode: on, color: red }
                    docs: 0.7
                  """))
          .containsExactly(
              "line 1: mode: must be off, suggest or apply",
              "line 2: treshold: is not a known key; the nearest one is threshold",
              "line 3: max_labels: must be a whole number from 1 to 20",
              "line 5: labels.ui.mode: must be off, suggest or apply",
              "line 5: labels.ui.color: is not a known key; the nearest one is mode",
              "line 6: labels.docs: must be a mapping of names to values");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        value = {
          "threshold: 1.1 | line 1: threshold: must be a number from 0 to 1",
          "threshold: '0.5' | line 1: threshold: must be a number from 0 to 1",
          "threshold: .nan | line 1: threshold: must be a number from 0 to 1",
          "threshold: 1e999 | line 1: threshold: must be a number from 0 to 1",
          "max_labels: 0.5 | line 1: max_labels: must be a whole number from 1 to 20",
          "mode: {a: 1, a: 2} | line 1: mode: must be off, suggest or apply",
          "max_labels: 2.5 | line 1: max_labels: must be a whole number from 1 to 20",
          "skip_labelled: yes | line 1: skip_labelled: must be true or false",
          "exclude: wontfix | line 1: exclude: must be a list, for example [\"kind/*\"]",
          "exclude: [1.0] | line 1: exclude: must be text of 1 to 100 characters (in quotes if in"
              + " doubt)",
          "aliases: [a] | line 1: aliases: must be a mapping of names to values",
          "aliases: {a: } | line 1: aliases.a: must be text of 1 to 100 characters (in quotes if in"
              + " doubt)",
          "suggest_threshold: 0.8 | line 1: suggest_threshold: must not be above the threshold,"
              + " which is 0.7",
          "labels: {a: {suggest_threshold: 0.8}} | line 1: labels.a.suggest_threshold: must not be"
              + " above the threshold, which is 0.7",
          "labels: {a: , A: } | line 1: labels.A: stands here a second time",
          "{mode: off, mode: off} | line 1: mode: stands here a second time",
          "[a, b] | line 1: must be a mapping of names to values",
          "just text | line 1: must be a mapping of names to values",
          "{[a]: b} | line 1: a key must be plain text",
          "{mode: !!binary b2Zm} | line 1: mode: must be off, suggest or apply",
          "\"mode: [suggest\" | line 1: not valid YAML: expected ',' or ']', but got <stream end>",
        })
    @DisplayName("gets a helpful reason")
    void getsAHelpfulReason(String yaml, String expected) {
      assertThat(problems(yaml.replaceAll("^\"|\"$", ""))).containsExactly(expected);
    }

    @Test
    @DisplayName("gets the line of a syntax error")
    void getsTheLineOfASyntaxError() {
      assertThat(parser.parse("mode: off\nlabels:\n  a: {mode: off\n").problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.line()).isGreaterThanOrEqualTo(3);
                assertThat(problem.reason()).startsWith("not valid YAML");
              });
    }

    @Test
    @DisplayName("compares a label with a general threshold further down")
    void comparesALabelWithAGeneralThresholdFurtherDown() {
      assertThat(problems("labels: {a: {suggest_threshold: 0.6}}\nthreshold: 0.5"))
          .containsExactly(
              "line 1: labels.a.suggest_threshold: must not be above the threshold, which is 0.5");
    }

    @Test
    @DisplayName("keeps the valid settings")
    void keepsTheValidSettings() {
      ParsedSettings parsed = parser.parse("mode: off\nthreshold: high\n");

      assertThat(parsed.sound()).isFalse();
      assertThat(parsed.settings().mode()).isEqualTo(LabelMode.OFF);
      assertThat(parsed.settings().thresholds()).isEqualTo(new ScoreThresholds(0.7, 0.4));
    }
  }

  @Nested
  @DisplayName("The Issue-Label-Bot's file")
  class TheIssueLabelBotsFile {
    @Test
    @DisplayName("provides aliases and includes")
    void providesAliasesAndIncludes() {
      ParsedSettings parsed =
          parser.parseLegacy(
              """
              label-alias:
                bug: 'kind/bug'
                feature_request: 'kind/feature'
              predicted-labels:
                - bug
                - area/docs
              org-labels: whatever
              """);

      assertThat(parsed.problems()).isEmpty();
      assertThat(parsed.settings().alias("bug")).contains("kind/bug");
      assertThat(parsed.settings().alias("feature_request")).contains("kind/feature");
      assertThat(parsed.settings().filter().include())
          .containsExactly(new Glob("bug"), new Glob("area/docs"), new Glob("kind/bug"));
      assertThat(parsed.settings().mode()).isEqualTo(LabelMode.SUGGEST);
    }

    @Test
    @DisplayName("may contain anything under its other keys")
    void mayContainAnythingUnderItsOtherKeys() {
      assertThat(parser.parseLegacy("other: {a: 1, a: 2, '': [x], [b]: c}\n").problems()).isEmpty();
    }

    @Test
    @DisplayName("gets the problems of the known keys")
    void getsTheProblemsOfTheKnownKeys() {
      assertThat(parser.parseLegacy("label-alias: bug\n").problems())
          .containsExactly(
              new SettingsProblem(1, "label-alias", "must be a mapping of names to values"));
    }
  }

  @Nested
  @DisplayName("Settings restricted by a newer broken file")
  class SettingsRestrictedByANewerBrokenFile {
    private final RepositorySettings good = sound("mode: apply\nlabels: {a: {mode: apply}}");

    @Test
    @DisplayName("respect its mode off")
    void respectItsModeOff() {
      RepositorySettings held = good.heldBackBy(parser.parse("mode: off\nx: 1").settings());

      assertThat(held.off()).isTrue();
      assertThat(held.mode("a")).isEqualTo(LabelMode.OFF);
    }

    @Test
    @DisplayName("respect its dry run")
    void respectItsDryRun() {
      RepositorySettings held = good.heldBackBy(parser.parse("dry_run: true\nx: 1").settings());

      assertThat(held.dryRun()).isTrue();
      assertThat(held.mode()).isEqualTo(LabelMode.APPLY);
    }

    @Test
    @DisplayName("are not extended by it")
    void areNotExtendedByIt() {
      RepositorySettings careful = sound("mode: off\ndry_run: true");

      assertThat(careful.heldBackBy(parser.parse("mode: apply\nx: 1").settings()))
          .isEqualTo(careful);
    }
  }
}
