package io.github.issuetagger.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A settings file that means harm. */
class HostileSettingsTest {
  private final SettingsParser parser = new SettingsParser();

  private List<String> problems(String yaml) {
    return parser.parse(yaml).problems().stream().map(SettingsProblem::toString).toList();
  }

  @Test
  @DisplayName("is refused when nested too deeply")
  void isRefusedWhenNestedTooDeeply() {
    assertThat(problems("[".repeat(60_000)))
        .containsExactly("line 1: nested deeper than 20 levels");
  }

  @Test
  @DisplayName("is refused when it has too many aliases")
  void isRefusedWhenItHasTooManyAliases() {
    StringBuilder yaml = new StringBuilder("labels:\n  a0: &a0 {mode: off}\n");
    for (int i = 1; i <= 60; i++) {
      yaml.append("  a").append(i).append(": *a0\n");
    }

    assertThat(problems(yaml.toString())).containsExactly("line 53: more than 50 YAML aliases");
  }

  @Test
  @DisplayName("is refused when it is too long")
  void isRefusedWhenItIsTooLong() {
    assertThat(problems("#".repeat(70_000)))
        .containsExactly("line 1: the file is longer than 65536 characters");
  }

  @Test
  @DisplayName("is refused when it has characters that YAML forbids")
  void isRefusedWhenItHasCharactersThatYamlForbids() {
    assertThat(problems("mode: off\ndry_run: \u0000true"))
        .containsExactly("line 2: not valid YAML: a character that is not allowed");
  }

  @Test
  @DisplayName("is refused when nested aliases expand too far")
  void isRefusedWhenNestedAliasesExpandTooFar() {
    String yaml =
        "x: &x ["
            + "1,".repeat(10_000)
            + "]\ny: &y ["
            + "*x,".repeat(20)
            + "]\nz: ["
            + "*y,".repeat(20)
            + "]\n";

    assertThat(problems(yaml))
        .containsExactly("line 1: YAML aliases expand to more than 65536 values");
  }

  @Test
  @DisplayName("gets one problem for too many keys")
  void getsOneProblemForTooManyKeys() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i <= 500; i++) {
      yaml.append("key").append(i).append(": 1\n");
    }

    assertThat(problems(yaml.toString())).containsExactly("line 1: must have at most 500 entries");
  }

  @Test
  @DisplayName("is refused when it refers to itself")
  void isRefusedWhenItRefersToItself() {
    assertThat(parser.parse("labels: &me\n  a: *me\n").sound()).isFalse();
  }
}
