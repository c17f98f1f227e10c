package io.github.issuetagger.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.settings.SettingsParser;
import io.github.issuetagger.store.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The report of holdout results")
class HoldoutReportRendererTest {
  private static final ModelVersion VERSION =
      new ModelVersion(
          2,
          Instant.EPOCH,
          new ModelVersion.TrainingData("encoder 1", 99),
          new ModelVersion.Figures(200, 4, 0.125, 0.711),
          ModelVersion.State.SERVING,
          "why not");

  private final FakeHoldoutResults past = new FakeHoldoutResults();

  private String render(String settings, String... catalog) {
    RepositorySettings parsed = new SettingsParser().parse(settings).settings();
    List<Label> labels = List.of(catalog).stream().map(name -> Label.of(name, "")).toList();
    return new HoldoutReportRenderer().render(VERSION, past, new LabelCatalog(labels), parsed);
  }

  @Test
  @DisplayName("shows for each label its thresholds and its results")
  void rows() {
    past.label("docs", 20).reaches(0.9, 0.85, 9, 9).reaches(0.6, 0.4, 15, 20).balanced(12, 14);
    past.label("bug", 60).reaches(0.6, 0.55, 50, 70).balanced(48, 60);
    past.label("wontfix", 40).balanced(0, 0);

    assertThat(
            render("report: true\nlabels: {docs: {mode: apply}}", "bug", "docs", "wontfix", "ui"))
        .startsWith(HoldoutReportRenderer.MARKER)
        .contains("Version 2 was trained on 200 labeled issues with 4 labels.")
        .contains("after training on the others only: micro-F1 0.71.")
        .contains("by models that had not seen it: micro-F1 0.78, macro-F1 0.75, over")
        .contains(
            """
            | <code>bug</code> | 60 | `suggest` | at no score | from 0.55: 50 of 70 right, 83 % reached |
            | <code>docs</code> | 20 | `apply` | from 0.85: 9 of 9 right, 45 % reached | from 0.40: 15 of 20 right, 75 % reached |
            """)
        .contains("not allowed by the settings: <code>wontfix</code>.")
        .contains("1 of this repository's labels could not be measured");
  }

  @Test
  @DisplayName("uses a threshold from the settings")
  void ownThreshold() {
    past.label("bug", 60).from(0.3, 55, 90).balanced(48, 60);

    assertThat(render("threshold: 0.3", "bug"))
        .contains("from 0.30: 55 of 90 right, 92 % reached | from 0.30: 55 of 90 right");
  }

  @Test
  @DisplayName("escapes label names")
  void hostile() {
    String name = "| [x](http://e.org) <img src=x> @team `a` #1\n--> <!-- issue-tagger";
    past.label(name, 60).balanced(1, 1);

    String report = render("", name);

    assertThat(report).doesNotContain("<img", "@team", "[x](", "\n-->", "<!-- issue-tagger", " #1");
    assertThat(report.lines().filter(line -> line.startsWith("| <code>")))
        .singleElement()
        .satisfies(line -> assertThat(line.chars().filter(c -> c == '|')).hasSize(6));
  }

  @Test
  @DisplayName("stays within the limit of an issue's body, however many labels there are")
  void length() {
    String[] names =
        IntStream.range(0, 400)
            .mapToObj(i -> "!".repeat(46) + i)
            .peek(name -> past.label(name, 3).reaches(0.6, 0.4, 2, 3).balanced(2, 3))
            .toArray(String[]::new);

    assertThat(render("", names)).hasSizeLessThan(65_536).contains("And 300 more labels");
  }
}
