package io.github.issuetagger.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.scoring.Hypotheses;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelNameWordsTest {
  @ParameterizedTest
  @CsvSource({
    "bug, bug",
    "A-diagnostics, diagnostics",
    "C-feature-request, feature request",
    "kind/bug, bug",
    "area:ui, ui",
    "Type: Feature Request, feature request",
    "sig/node, node",
    "Area - Query Editor, query editor",
    "module:linear_model, linear model",
    "borrowChecker, borrow checker",
    ":bug: crash, crash",
    "🐛 bug, bug",
    "good first issue, good first issue",
    "tools/benchmarks, tools benchmarks",
    "c++, c++",
    "日本語, 日本語"
  })
  @DisplayName("reads a name as words")
  void readsANameAsWords(String name, String phrase) {
    assertThat(LabelNameWords.of(name).phrase()).isEqualTo(phrase);
  }

  @Test
  @DisplayName("uses a name without words as it is")
  void usesANameWithoutWordsAsItIs() {
    assertThat(LabelNameWords.of("🚀").phrase()).isEqualTo("🚀");
  }

  @Test
  @DisplayName("builds a hypothesis from words and description")
  void buildsAHypothesisFromWordsAndDescription() {
    assertThat(Hypotheses.hypothesis(Label.of("area/ui", "Buttons and menus")))
        .isEqualTo("This issue is about ui. Buttons and menus");
  }

  @Test
  @DisplayName("prefers the maintainers' own hypothesis")
  void prefersTheMaintainersOwnHypothesis() {
    Label label = new Label("area/ui", "Buttons", Optional.of("This is about menus."));

    assertThat(Hypotheses.hypothesis(label)).isEqualTo("This is about menus.");
    assertThat(Hypotheses.meaning(label)).isEqualTo("This is about menus.");
  }
}
