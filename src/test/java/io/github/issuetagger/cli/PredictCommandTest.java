package io.github.issuetagger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.model.Bundles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import picocli.CommandLine;

class PredictCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ISSUES =
      """
      {"repo":"o/r","number":7,"title":"slow on linux","body":"very"}
      {"repo":"o/r","number":3,"title":"crash on windows","body":null}
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path labels;

  @BeforeEach
  void writeLabels() throws IOException {
    labels = folder.resolve("labels.json");
    Files.writeString(labels, "[{\"name\":\"windows\",\"description\":null},{\"name\":\"linux\"}]");
  }

  private int run(String stdin, String... more) {
    return runWith(Bundles.tinyNli(), stdin, more);
  }

  private int runWith(Path model, String stdin, String... more) {
    InputStream in = new ByteArrayInputStream(stdin.getBytes(UTF_8));
    PredictCommand command =
        new PredictCommand(
            Bundles::config,
            in,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    List<String> arguments =
        new ArrayList<>(List.of("--labels", labels.toString(), "--model", model.toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(command).execute(arguments.toArray(String[]::new));
  }

  private List<JsonNode> output() throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : out.toString(UTF_8).lines().toList()) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  /** Issues about linux and windows by turns, an hour apart. */
  private Path past(int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String system = i % 2 == 0 ? "linux" : "windows";
      lines.append(
          """
          {"repo":"o/r","number":%d,"title":"crash on %s","body":"it fails","labels":["%s"],"created_at":"2024-01-%02dT%02d:00:00Z"}
          """
              .formatted(i, system, system, 1 + i / 24, i % 24));
    }
    return Files.writeString(folder.resolve("past.jsonl"), lines.toString());
  }

  @Test
  @DisplayName("uses a fine-tuned bundle that the history cannot test")
  void usesAFineTunedBundleThatTheHistoryCannotTest() throws IOException {
    Path unjudged = Bundles.multiLabel(folder.resolve("unjudged"), "2024-01-03T00:00:00Z");
    Path judged = Bundles.multiLabel(folder.resolve("judged"), "2023-12-31T00:00:00Z");
    String history = past(60).toString();

    assertThat(runWith(unjudged, ISSUES, "--issues", "-", "--history", history)).isZero();
    JsonNode left = output().get(0);
    out.reset();
    assertThat(runWith(judged, ISSUES, "--issues", "-", "--history", history)).isZero();
    JsonNode chosen = output().get(0);

    assertThat(left.path("scorer").asText()).contains("fine-tuned");
    // A logit of 8 - 4 without calibration: what the bundle itself says.
    assertThat(left.path("scores").path("linux").asDouble())
        .isCloseTo(1 / (1 + Math.exp(-4)), within(1e-3));
    assertThat(left.path("labels")).extracting(JsonNode::asText).containsExactly("linux");
    assertThat(chosen.path("scores").path("linux").asDouble())
        .isNotCloseTo(1 / (1 + Math.exp(-4)), within(1e-3));
    assertThat(chosen.path("labels")).extracting(JsonNode::asText).containsExactly("linux");
  }

  @Test
  @DisplayName("uses a repository's bundle only for its own issues")
  void usesARepositorysBundleOnlyForItsOwnIssues() throws IOException {
    Path models = folder.resolve("models");
    Bundles.multiLabel(models.resolve("O/R"), "");
    PredictCommand command =
        new PredictCommand(
            () -> Bundles.perRepository(Optional.empty(), models),
            new ByteArrayInputStream((ISSUES + ISSUES.replace("o/r", "o/other")).getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));

    assertThat(new CommandLine(command).execute("--labels", labels.toString(), "--issues", "-"))
        .isZero();

    assertThat(output())
        .extracting(line -> line.path("scorer").asText().contains("fine-tuned"))
        .containsExactly(true, true, false, false);
  }

  @Test
  @DisplayName("writes one line per issue in input order")
  void writesOneLinePerIssueInInputOrder() throws IOException {
    assertThat(run(ISSUES, "--issues", "-")).isZero();

    assertThat(output()).extracting(line -> line.path("number").asInt()).containsExactly(7, 3);
    JsonNode first = output().get(0);
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly("repo", "number", "labels", "scores", "scorer");
    assertThat(first.path("labels")).hasSize(1);
    assertThat(first.path("labels").get(0).asText()).isEqualTo("linux");
    assertThat(first.path("scores").fieldNames()).toIterable().containsExactly("windows", "linux");
    assertThat(first.path("scorer").asText()).isEqualTo("zero-shot/nli");
  }

  @Test
  @DisplayName("reads gzip and xz")
  void readsGzipAndXz() throws IOException {
    Path gz = folder.resolve("issues.jsonl.gz");
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(gz))) {
      packed.write(ISSUES.getBytes(UTF_8));
    }
    Path xz = folder.resolve("issues.jsonl.xz");
    try (OutputStream packed = new XZOutputStream(Files.newOutputStream(xz), new LZMA2Options())) {
      packed.write(ISSUES.getBytes(UTF_8));
    }

    assertThat(run("", "--issues", gz.toString())).isZero();
    assertThat(run("", "--issues", xz.toString())).isZero();
    assertThat(output()).hasSize(4);
  }

  @Test
  @DisplayName("reports a bad line by number and skips it")
  void reportsABadLineByNumberAndSkipsIt() throws IOException {
    int code = run("{\"title\":1}\n" + ISSUES + "secret text\n[]\n", "--issues", "-");

    assertThat(code).isEqualTo(ExitCode.PARTIAL);
    assertThat(output()).hasSize(2);
    assertThat(err.toString(UTF_8))
        .contains("line 1 skipped: no title", "line 4 skipped: not JSON", "line 5 skipped")
        .doesNotContain("secret");
  }

  @Test
  @DisplayName("writes a file that appears when complete")
  void writesAFileThatAppearsWhenComplete() throws IOException {
    Path target = folder.resolve("predicted.jsonl");

    assertThat(run(ISSUES, "--issues", "-", "--out", target.toString())).isZero();

    assertThat(Files.readAllLines(target)).hasSize(2);
    assertThat(out.toString(UTF_8)).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  @DisplayName("predicts fewer labels at a higher precision")
  void predictsFewerLabelsAtAHigherPrecision() throws IOException {
    assertThat(run(ISSUES, "--issues", "-", "--objective", "precision=1")).isZero();

    assertThat(output()).allSatisfy(line -> assertThat(line.path("labels")).isEmpty());
  }

  @Test
  @DisplayName("learns from history and names the scorer")
  void learnsFromHistoryAndNamesTheScorer() throws IOException {
    Path history = history(20);

    assertThat(run(ISSUES, "--issues", "-", "--history", history.toString())).isZero();

    assertThat(output().get(0).path("labels"))
        .extracting(JsonNode::asText)
        .containsExactly("linux");
    assertThat(output().get(1).path("labels"))
        .extracting(JsonNode::asText)
        .containsExactly("windows");
    assertThat(output().get(0).path("scorer").asText())
        .matches("(blend|neighbours|heads|words|embedding|zero-shot/similarity|\\+)+");
  }

  @Test
  @DisplayName("trains a model per repository and uses zero-shot for others")
  void trainsAModelPerRepositoryAndUsesZeroShotForOthers() throws IOException {
    Path history = history(20);
    // In the other repository people use the labels the other way round.
    String turned =
        Files.readString(history)
            .replace("o/r", "o/turned")
            .replace("[\"linux\"]", "[\"?\"]")
            .replace("[\"windows\"]", "[\"linux\"]")
            .replace("[\"?\"]", "[\"windows\"]");
    Files.writeString(history, Files.readString(history) + turned);
    String issues =
        """
        {"repo":"o/r","number":1,"title":"linux trouble","body":"it fails on linux"}
        {"repo":"O/Turned","number":2,"title":"linux trouble","body":"it fails on linux"}
        {"repo":"o/other","number":3,"title":"linux trouble","body":"it fails on linux"}
        """;

    assertThat(run(issues, "--issues", "-", "--history", history.toString())).isZero();

    assertThat(output().get(0).path("labels").get(0).asText()).isEqualTo("linux");
    assertThat(output().get(1).path("labels").get(0).asText()).isEqualTo("windows");
    assertThat(output().get(2).path("scorer").asText()).isEqualTo("zero-shot/nli");
  }

  @Test
  @DisplayName("skips history lines that are not issues")
  void skipsHistoryLinesThatAreNotIssues() throws IOException {
    Path history = history(4);
    Files.writeString(history, Files.readString(history) + "nonsense\n");

    int code = run(ISSUES, "--issues", "-", "--history", history.toString());

    assertThat(code).isEqualTo(ExitCode.PARTIAL);
    assertThat(output()).hasSize(2);
    assertThat(err.toString(UTF_8)).contains("history: line 5 skipped: not JSON");
  }

  @Test
  @DisplayName("reports when nothing was learned from the history")
  void reportsWhenNothingWasLearnedFromTheHistory() throws IOException {
    Path history = Files.writeString(folder.resolve("history.jsonl"), ISSUES);

    assertThat(run(ISSUES, "--issues", "-", "--history", history.toString())).isZero();
    assertThat(err.toString(UTF_8)).contains("nothing was learned");
    assertThat(output().get(0).path("scorer").asText()).isEqualTo("zero-shot/nli");
  }

  @Test
  @DisplayName("refuses a history that is missing")
  void refusesAHistoryThatIsMissing() {
    String missing = folder.resolve("none.jsonl").toString();

    assertThat(run(ISSUES, "--issues", "-", "--history", missing)).isEqualTo(ExitCode.USAGE);
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  /** Issues about linux and windows by turns. */
  private Path history(int issues) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < issues; i++) {
      String system = i % 2 == 0 ? "linux" : "windows";
      lines.append(
          """
          {"repo":"o/r","number":%d,"title":"%s trouble %d","body":"it fails on %s","labels":["%s"],"created_at":"2024-01-%02dT00:00:00Z"}
          """
              .formatted(i, system, i, system, system, i + 1));
    }
    return Files.writeString(folder.resolve("history.jsonl"), lines.toString());
  }

  @Test
  @DisplayName("fails when the input ends early and leaves no file")
  void failsWhenTheInputEndsEarlyAndLeavesNoFile() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(whole)) {
      packed.write(ISSUES.getBytes(UTF_8));
    }
    Path damaged = folder.resolve("damaged.jsonl.gz");
    Files.write(damaged, Arrays.copyOf(whole.toByteArray(), whole.size() - 8));
    Path target = folder.resolve("predicted.jsonl");

    int code = run("", "--issues", damaged.toString(), "--out", target.toString());

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(target).doesNotExist();
  }

  @Test
  @DisplayName("refuses what it cannot use")
  void refusesWhatItCannotUse() throws IOException {
    assertThat(run("", "--issues", folder.resolve("none.jsonl").toString())).isEqualTo(2);
    assertThat(run("", "--issues", "-", "--objective", "precision=2")).isEqualTo(2);
    assertThat(runWith(folder, "", "--issues", "-")).isEqualTo(2);
    Files.writeString(labels, "{}");
    assertThat(run("", "--issues", "-")).isEqualTo(2);

    assertThat(err.toString(UTF_8)).contains("no such file", "no bundle.json", "must be an array");
  }
}
