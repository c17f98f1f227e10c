package io.github.issuetagger.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.scoring.Hypotheses;
import java.util.Optional;
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
  void reads_a_name_as_words(String name, String phrase) {
    assertThat(LabelNameWords.of(name).phrase()).isEqualTo(phrase);
  }

  @Test
  void lets_a_name_without_words_stand_for_itself() {
    assertThat(LabelNameWords.of("🚀").phrase()).isEqualTo("🚀");
  }

  @Test
  void makes_a_hypothesis_of_words_and_description() {
    assertThat(Hypotheses.hypothesis(Label.of("area/ui", "Buttons and menus")))
        .isEqualTo("This issue is about ui. Buttons and menus");
  }

  @Test
  void prefers_the_maintainers_own_hypothesis() {
    Label label = new Label("area/ui", "Buttons", Optional.of("This is about menus."));

    assertThat(Hypotheses.hypothesis(label)).isEqualTo("This is about menus.");
    assertThat(Hypotheses.meaning(label)).isEqualTo("This is about menus.");
  }
}
