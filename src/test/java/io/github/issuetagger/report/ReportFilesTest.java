package io.github.issuetagger.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.learn.Confusion;
import io.github.issuetagger.learn.CurvePoint;
import io.github.issuetagger.learn.EvaluationReport;
import io.github.issuetagger.learn.HistoryIssue;
import io.github.issuetagger.learn.LabelReport;
import io.github.issuetagger.learn.Measure;
import io.github.issuetagger.learn.RungScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  private static final String HOSTILE = "<script>alert('x')</script> | @everyone **b**";

  @TempDir Path folder;

  private static EvaluationReport report(String label, String repo) {
    List<RungScore> scores =
        List.of(
            new RungScore("ladder", new Measure(8, 10, 10), 0.75),
            new RungScore("heads", new Measure(6, 10, 10), 0.5));
    HistoryIssue issue =
        new HistoryIssue(
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
        new Measure(9, 9, 10),
        List.of(
            new LabelReport(
                label,
                12,
                "blend",
                0.4,
                new Measure(8, 10, 10),
                OptionalDouble.of(0.8),
                new Measure(4, 4, 10)),
            new LabelReport(
                "rare",
                10,
                "heads",
                0.3,
                new Measure(0, 0, 1),
                OptionalDouble.empty(),
                new Measure(0, 0, 1))),
        List.of(new CurvePoint(8, scores), new CurvePoint(70, scores)),
        List.of(new Confusion(label, "rare", 2, List.of(issue))),
        List.of("It has seen <some> of these."));
  }

  private String written(String file, EvaluationReport report) throws IOException {
    ReportFiles.write(report, folder.resolve("made/here"));
    return Files.readString(folder.resolve("made/here").resolve(file));
  }

  @Test
  void tells_people_in_markdown() throws IOException {
    assertThat(written("report.md", report("bug", "o/r")))
        .isEqualTo(ReportFiles.markdown(report("bug", "o/r")))
        .contains(
            "Learnt from 70 issues, judged on 30 newer ones.",
            "> [!WARNING]\n> It has seen &lt;some\\> of these.",
            "| ladder | 0.800 | 0.750 | 0.800 | 0.800 |",
            "| bug | 12 | 10 | 0.800 | 0.800 | 0.800 | 0.400 | blend | 0.800 | 1.000 | 0.400 |",
            "| rare | 10 | 1 | 0.000 | 0.000 | 0.000 | 0.300 | heads | – | – | 0.000 |",
            "| 8 | 0.800 / 0.750 | 0.600 / 0.500 |",
            "| bug | rare | 2 | [#7](https://github.com/o/r/issues/7) |");
  }

  @Test
  void tells_programs_in_json() throws IOException {
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
  void draws_a_page_that_loads_nothing() throws IOException {
    assertThat(written("report.html", report("bug", "o/r")))
        .contains("<svg", "<polyline", "<rect", "default-src 'none'")
        .contains("<strong>Warning.</strong> It has seen &lt;some&gt; of these.")
        .doesNotContain("<script", "src=", "url(", "@import");
  }

  @Test
  void takes_no_labels_name_for_markup() throws IOException {
    assertThat(written("report.html", report(HOSTILE, "\"><img>")))
        .doesNotContain("<script", "<img", "alert('x')")
        .contains("&lt;script&gt;");
    assertThat(written("report.md", report(HOSTILE, "o/r](javascript:x)")))
        .doesNotContain("<script", " | @everyone", "@everyone", "**b**", "javascript")
        .contains("&lt;script\\>", "\\|");
  }

  @Test
  void quotes_no_issue() throws IOException {
    for (String file : List.of("report.md", "report.json", "report.html")) {
      assertThat(written(file, report("bug", "o/r"))).doesNotContain("secret");
    }
  }
}
