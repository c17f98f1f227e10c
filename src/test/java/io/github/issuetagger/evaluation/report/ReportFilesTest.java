package io.github.issuetagger.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.evaluation.Confusion;
import io.github.issuetagger.evaluation.CurvePoint;
import io.github.issuetagger.evaluation.EvaluationReport;
import io.github.issuetagger.evaluation.F1Score;
import io.github.issuetagger.evaluation.ScorerMetrics;
import io.github.issuetagger.learning.training.LabelReport;
import io.github.issuetagger.math.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  private static final String HOSTILE = "<script>alert('x')</script> | @everyone **b**";

  @TempDir Path folder;

  private static EvaluationReport report(String label, String repo) {
    List<ScorerMetrics> scores =
        List.of(
            score("ladder", new Counts(8, 10, 10), 0.75),
            score("heads", new Counts(6, 10, 10), 0.5));
    LabeledIssue issue =
        new LabeledIssue(
            repo,
            Optional.of(7L),
            new IssueText("secret title", "secret body"),
            List.of(label),
            List.of(),
            Optional.empty());
    return new EvaluationReport(
        70,
        30,
        0.9,
        scores,
        List.of(
            new LabelReport(
                label,
                LabelTask.TYPE,
                12,
                "blend",
                0.4,
                new Counts(8, 10, 10),
                OptionalDouble.of(0.8),
                new Counts(4, 4, 10)),
            new LabelReport(
                "rare",
                LabelTask.TOPIC,
                10,
                "heads",
                0.3,
                new Counts(0, 0, 1),
                OptionalDouble.empty(),
                new Counts(0, 0, 1))),
        List.of(new CurvePoint(8, scores), new CurvePoint(70, scores)),
        List.of(new Confusion(label, "rare", 2, List.of(issue))),
        List.of("It has seen <some> of these."));
  }

  /** Metrics of a scorer that is good at types and bad at topics. */
  private static ScorerMetrics score(String scorer, Counts micro, double macroF1) {
    return new ScorerMetrics(
        scorer,
        new F1Score(micro, macroF1),
        Map.of(
            LabelTask.TYPE,
            new F1Score(new Counts(9, 10, 10), 0.85),
            LabelTask.TOPIC,
            new F1Score(new Counts(1, 4, 4), 0.3)));
  }

  /** A report about topics alone. */
  private static EvaluationReport ofTopics() {
    List<ScorerMetrics> scores =
        List.of(
            new ScorerMetrics(
                "ladder",
                new F1Score(new Counts(1, 4, 4), 0.3),
                Map.of(LabelTask.TOPIC, new F1Score(new Counts(1, 4, 4), 0.3))));
    return new EvaluationReport(
        70,
        30,
        0.9,
        scores,
        List.of(
            new LabelReport(
                "rare",
                LabelTask.TOPIC,
                10,
                "heads",
                0.3,
                new Counts(1, 4, 4),
                OptionalDouble.empty(),
                new Counts(0, 0, 4))),
        List.of(new CurvePoint(70, scores)),
        List.of(),
        List.of());
  }

  private String written(String file, EvaluationReport report) throws IOException {
    ReportFiles.write(report, folder.resolve("made/here"));
    return Files.readString(folder.resolve("made/here").resolve(file));
  }

  @Test
  @DisplayName("writes Markdown for people")
  void tellsPeopleInMarkdown() throws IOException {
    assertThat(written("report.md", report("bug", "o/r")))
        .contains(
            "Trained on 70 issues, evaluated on 30 newer issues.",
            "> [!WARNING]\n> It has seen &lt;some\\> of these.",
            "At precision 0.900, labels are applied with precision 1.000 and cover 0.364 of what",
            "| ladder | 0.800 | 0.750 | 0.800 | 0.800 |",
            "## The types alone\n\nAt precision 0.900, types are applied with precision 1.000 and"
                + " cover 0.400 of what belongs.\n\n| ",
            "| ladder | 0.900 | 0.850 | 0.900 | 0.900 |",
            "## The topics alone\n\nAt precision 0.900, topics are applied with precision 0.000 and"
                + " cover 0.000 of what belongs.\n\n| ",
            "| ladder | 0.250 | 0.300 | 0.250 | 0.250 |",
            "| bug | type | 12 | 10 | 0.800 | 0.800 | 0.800 | 0.400 | blend | 0.800 | 1.000 | 0.400 |",
            "| rare | topic | 10 | 1 | 0.000 | 0.000 | 0.000 | 0.300 | heads | – | – | 0.000 |",
            "| 8 | 0.800 / 0.750 | 0.600 / 0.500 |",
            "micro-F1 / macro-F1 of the types by the number of training issues.",
            "| 8 | 0.900 / 0.850 | 0.900 / 0.850 |",
            "| bug | rare | 2 | [#7](https://github.com/o/r/issues/7) |");
  }

  @Test
  @DisplayName("writes JSON for programs")
  void tellsProgramsInJson() throws IOException {
    JsonNode json = new ObjectMapper().readTree(written("report.json", report("bug", "o/r")));

    assertThat(json.path("scores").get(0).path("microF1").asDouble()).isEqualTo(0.8);
    assertThat(json.path("labels").get(0).path("label").asText()).isEqualTo("bug");
    assertThat(json.path("labels").get(0).path("atPrecision").path("threshold").asDouble())
        .isEqualTo(0.8);
    assertThat(json.path("labels").get(1).path("atPrecision").has("threshold")).isFalse();
    assertThat(json.path("curve")).hasSize(2);
    assertThat(json.path("warnings").get(0).asText()).isEqualTo("It has seen <some> of these.");
    assertThat(json.path("confusions").get(0).path("issues").get(0).path("number").asInt())
        .isEqualTo(7);
  }

  @Test
  @DisplayName("separates types and topics everywhere")
  void tellsTypesAndTopicsApartEverywhere() throws IOException {
    JsonNode json = new ObjectMapper().readTree(written("report.json", report("bug", "o/r")));

    JsonNode ladder = json.path("scores").get(0);
    assertThat(ladder.path("types").path("microF1").asDouble()).isEqualTo(0.9);
    assertThat(ladder.path("types").path("macroF1").asDouble()).isEqualTo(0.85);
    assertThat(ladder.path("topics").path("microF1").asDouble()).isEqualTo(0.25);
    assertThat(json.path("atPrecision").path("types").path("recall").asDouble()).isEqualTo(0.4);
    assertThat(json.path("atPrecision").path("topics").path("positives").asInt()).isEqualTo(1);
    assertThat(json.path("labels").get(0).path("task").asText()).isEqualTo("type");
    assertThat(json.path("labels").get(1).path("task").asText()).isEqualTo("topic");
    assertThat(written("report.html", report("bug", "o/r")))
        .contains(
            "<h2>The types alone</h2>",
            "types are applied with precision 1.000 and cover 0.400",
            "<td>ladder</td><td>0.900</td><td>0.850</td><td>0.900</td><td>0.900</td>",
            "<h2>The topics alone</h2>",
            "<td>ladder</td><td>0.250</td><td>0.300</td><td>0.250</td><td>0.250</td>",
            "<h3>micro-F1 of the types</h3>");
  }

  @Test
  @DisplayName("says if there are no labels of a task")
  void saysThatThereAreNoLabelsOfATask() throws IOException {
    assertThat(written("report.md", ofTopics()))
        .contains("## The types alone\n\nThere are no types among these labels.\n\n## The topics");
    assertThat(written("report.html", ofTopics()))
        .contains("<p>There are no types among these labels.</p>")
        .doesNotContain("micro-F1 of the types");
    JsonNode json = new ObjectMapper().readTree(written("report.json", ofTopics()));
    assertThat(json.path("scores").get(0).has("types")).isFalse();
    assertThat(json.path("scores").get(0).has("topics")).isTrue();
    assertThat(json.path("atPrecision").has("types")).isFalse();
  }

  @Test
  @DisplayName("writes a page that loads nothing")
  void drawsAPageThatLoadsNothing() throws IOException {
    assertThat(written("report.html", report("bug", "o/r")))
        .contains("<svg", "<polyline", "<rect", "default-src 'none'")
        .contains("<strong>Warning.</strong> It has seen &lt;some&gt; of these.")
        .doesNotContain("<script", "src=", "url(", "@import");
  }

  @Test
  @DisplayName("escapes the names of labels")
  void takesNoLabelsNameForMarkup() throws IOException {
    assertThat(written("report.html", report(HOSTILE, "\"><img>")))
        .doesNotContain("<script", "<img", "alert('x')")
        .contains("&lt;script&gt;");
    assertThat(written("report.md", report(HOSTILE, "o/r](javascript:x)")))
        .doesNotContain("<script", " | @everyone", "@everyone", "**b**", "javascript")
        .contains("&lt;script\\>", "\\|");
  }

  @Test
  @DisplayName("quotes nothing from issues")
  void quotesNoIssue() throws IOException {
    for (String file : List.of("report.md", "report.json", "report.html")) {
      assertThat(written(file, report("bug", "o/r"))).doesNotContain("secret");
    }
  }
}
