package io.github.issuetagger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.model.Bundles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... more) {
    EvaluateCommand command =
        new EvaluateCommand(
            () -> Bundles.similarityAlone().withBundle(Bundles.tinyEncoder()),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    List<String> arguments = new ArrayList<>(List.of("--out", folder.resolve("out").toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(command).execute(arguments.toArray(String[]::new));
  }

  /** Issues about linux and windows by turns, an hour apart. */
  private Path issues(String name, int from, int to) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      String system = i % 2 == 0 ? "linux" : "windows";
      lines.append(
          """
          {"repo":"o/r","number":%d,"title":"crash on %s","body":"it fails","labels":["%s","needs-triage"],"created_at":"2024-01-%02dT%02d:00:00Z"}
          """
              .formatted(i, system, system, 1 + i / 24, i % 24));
    }
    return Files.writeString(folder.resolve(name), lines.toString());
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
  }

  @Test
  @DisplayName("trains on older issues and tests on newer ones")
  void trainsOnOlderIssuesAndTestsOnNewerOnes() throws IOException {
    assertThat(run("--history", issues("h.jsonl", 0, 60).toString())).isZero();

    JsonNode report = report();
    assertThat(report.path("learnt").asInt()).isEqualTo(42);
    assertThat(report.path("tested").asInt()).isEqualTo(18);
    assertThat(report.path("labels"))
        .extracting(label -> label.path("label").asText())
        .containsExactly("linux", "windows");
    assertThat(report.path("scores"))
        .extracting(score -> score.path("scorer").asText())
        .startsWith("ladder", "blend")
        .contains("neighbours", "heads", "naive Bayes", "tf-idf + logistic regression");
    assertThat(report.path("scores").get(0).path("microF1").asDouble()).isEqualTo(1);
    assertThat(report.path("curve"))
        .extracting(point -> point.path("issues").asInt())
        .containsExactly(8, 16, 32, 42);
    assertThat(folder.resolve("out/report.md")).isRegularFile();
    assertThat(folder.resolve("out/report.html")).isRegularFile();
    assertThat(out.toString(UTF_8)).contains("2 labels, trained on 42 issues, tested on 18");
  }

  @Test
  @DisplayName("separates types and topics")
  void separatesTypesAndTopics() throws IOException {
    Path history = issues("h.jsonl", 0, 60);
    Files.writeString(history, Files.readString(history).replace("\"needs-triage\"", "\"C-bug\""));

    assertThat(run("--history", history.toString())).isZero();

    assertThat(report().path("labels"))
        .extracting(label -> label.path("label").asText() + " " + label.path("task").asText())
        .containsExactly("C-bug type", "linux topic", "windows topic");
    JsonNode ladder = report().path("scores").get(0);
    // Each of the 18 issues of the test is a bug, and is about one of the systems.
    assertThat(ladder.path("positives").asInt()).isEqualTo(36);
    assertThat(ladder.path("types").path("positives").asInt()).isEqualTo(18);
    assertThat(ladder.path("topics").path("positives").asInt()).isEqualTo(18);
    assertThat(ladder.path("topics").path("microF1").asDouble()).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .containsPattern(
            "ladder +micro-F1 \\d\\.\\d{3}  macro-F1 .*  types .* / .*  topics 1\\.000 / 1")
        .containsPattern(
            "At precision 0\\.900: all labels precision .*; types precision .*; topics precision");
  }

  @Test
  @DisplayName("prints how many repositories a mean for types covers")
  void printsHowManyRepositoriesAMeanForTypesCovers() throws IOException {
    Path history = issues("h.jsonl", 0, 60);
    String first = Files.readString(history);
    Files.writeString(
        history, first + first.replace("o/r", "o/s").replace("\"needs-triage\"", "\"C-bug\""));

    assertThat(run("--history", history.toString())).isZero();

    assertThat(out.toString(UTF_8))
        .contains("The means for types count only the repositories that have any: 1");
  }

  private List<String> rungs() throws IOException {
    List<String> rungs = new ArrayList<>();
    report().path("scores").forEach(score -> rungs.add(score.path("scorer").asText()));
    return rungs;
  }

  @Test
  @DisplayName("tests a fine-tuned bundle only on issues that it has not seen")
  void testsAFineTunedBundleOnlyOnIssuesThatItHasNotSeen() throws IOException {
    Path bundle = Bundles.multiLabel(folder.resolve("bundle"), "2023-12-31T00:00:00Z");

    assertThat(run("--history", issues("h.jsonl", 0, 60).toString(), "--model", bundle.toString()))
        .isZero();

    assertThat(rungs()).contains("ladder", "embedding", "fine-tuned", "naive Bayes");
    JsonNode tuned = report().path("scores").get(rungs().indexOf("fine-tuned"));
    // Every second issue of the test; windows it does not know, and never gives.
    assertThat(tuned.path("right").asInt()).isEqualTo(9);
    assertThat(tuned.path("given").asInt()).isEqualTo(9);
    assertThat(tuned.path("positives").asInt()).isEqualTo(18);
    assertThat(report().path("warnings")).isEmpty();
    assertThat(out.toString(UTF_8)).doesNotContain("Warning");
  }

  @Test
  @DisplayName("warns about a fine-tuned bundle that has seen the test issues")
  void warnsAboutAFineTunedBundleThatHasSeenTheTestIssues() throws IOException {
    Path bundle = Bundles.multiLabel(folder.resolve("bundle"), "2024-01-02T18:00:00Z");

    assertThat(run("--history", issues("h.jsonl", 0, 60).toString(), "--model", bundle.toString()))
        .isZero();

    assertThat(rungs()).doesNotContain("fine-tuned");
    assertThat(report().path("labels").get(0).path("scorer").asText()).isEqualTo("fine-tuned");
    assertThat(report().path("labels").get(0).path("threshold").asDouble()).isEqualTo(0.6);
    assertThat(report().path("labels").get(1).path("scorer").asText()).isNotEqualTo("fine-tuned");
    assertThat(out.toString(UTF_8))
        .contains(
            "Warning: tiny-multi-label 1 was trained on issues until 2024-01-02T18:00:00Z, but the"
                + " test issues start at 2024-01-02T18:00:00Z.");
    assertThat(Files.readString(folder.resolve("out/report.md"))).contains("> [!WARNING]");
  }

  @Test
  @DisplayName("warns about a fine-tuned bundle without a training date")
  void warnsAboutAFineTunedBundleWithoutATrainingDate() throws IOException {
    assertThat(
            run(
                "--history",
                issues("h.jsonl", 0, 60).toString(),
                "--model",
                Bundles.tinyMultiLabel().toString()))
        .isZero();

    assertThat(report().path("warnings").get(0).asText()).contains("has no trained_until");
  }

  @Test
  @DisplayName("warns about issues that the models were trained on")
  void warnsAboutIssuesThatTheModelsWereTrainedOn() throws IOException {
    Path bundle = Bundles.copyOfTinyEncoder(Files.createDirectories(folder.resolve("seen")));
    Path manifest = bundle.resolve("bundle.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst(
                "\\{",
                "{\"trained_repositories\": [{\"repo\": \"O/R\", \"until\":"
                    + " \"2024-01-03T00:00:00Z\"}],"));

    assertThat(run("--history", issues("h.jsonl", 0, 60).toString(), "--model", bundle.toString()))
        .isZero();

    assertThat(report().path("warnings").get(0).asText())
        .startsWith("The built-in models were trained on the labels of ")
        .endsWith(" test issues, so the metrics are too optimistic.");
  }

  @Test
  @DisplayName("tests a repository's bundle only there and takes no mean of it")
  void testsARepositorysBundleOnlyThereAndTakesNoMeanOfIt() throws IOException {
    Path models = folder.resolve("models");
    Bundles.multiLabel(models.resolve("o/r"), "2023-12-31T00:00:00Z");
    Path history = issues("h.jsonl", 0, 60);
    String first = Files.readString(history);
    Files.writeString(history, first + first.replace("o/r", "o/s"));
    EvaluateCommand command =
        new EvaluateCommand(
            () -> Bundles.perRepository(Optional.of(Bundles.tinyEncoder()), models),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));

    int code =
        new CommandLine(command)
            .execute("--history", history.toString(), "--out", folder.resolve("out").toString());

    assertThat(code).isZero();
    assertThat(Files.readString(folder.resolve("out/o--r/report.json"))).contains("fine-tuned");
    assertThat(Files.readString(folder.resolve("out/o--s/report.json")))
        .doesNotContain("fine-tuned");
    String means = out.toString(UTF_8).split("Mean of 2 repositories")[1];
    assertThat(means).contains("ladder", "embedding", "naive Bayes").doesNotContain("fine-tuned");
  }

  @Test
  @DisplayName("accepts issues from one source only")
  void acceptsIssuesFromOneSourceOnly() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(run("octo/shop", "--history", "h.jsonl")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("give either OWNER/REPO or --history FILE");
  }

  @Test
  @DisplayName("accepts a test file and the repository's labels")
  void acceptsATestFileAndTheRepositorysLabels() throws IOException {
    Path labels = folder.resolve("labels.json");
    Files.writeString(labels, "[{\"name\":\"windows\"},{\"name\":\"needs-triage\"}]");

    int code =
        run(
            "--history",
            issues("h.jsonl", 0, 30).toString(),
            "--test",
            issues("t.jsonl", 30, 40).toString(),
            "--labels",
            labels.toString(),
            "--process-labels");

    assertThat(code).isZero();
    assertThat(report().path("tested").asInt()).isEqualTo(10);
    assertThat(report().path("labels"))
        .extracting(label -> label.path("label").asText())
        .containsExactly("windows", "needs-triage");
  }

  @Test
  @DisplayName("evaluates each repository of a file separately")
  void evaluatesEachRepositoryOfAFileSeparately() throws IOException {
    Path history = issues("h.jsonl", 0, 60);
    String first = Files.readString(history);
    Files.writeString(
        history,
        first
            + first.replace("o/r", "../../x").lines().limit(40).collect(Collectors.joining("\n"))
            + "\n"
            + first.replace("o/r", "o/small").lines().limit(6).collect(Collectors.joining("\n")));

    assertThat(run("--history", history.toString())).isZero();

    assertThat(out.toString(UTF_8))
        .contains("trained on 42 issues, tested on 18", "trained on 28 issues, tested on 12")
        .contains("Mean of 2 repositories");
    assertThat(err.toString(UTF_8)).contains("skipped", "o/small");
    assertThat(folder.resolve("out/o--r/report.json")).isRegularFile();
    try (var folders = Files.list(folder.resolve("out"))) {
      assertThat(folders).hasSize(2);
    }
  }

  @Test
  @DisplayName("tests each repository on its own part of a test file")
  void testsEachRepositoryOnItsOwnPartOfATestFile() throws IOException {
    Path history = issues("h.jsonl", 0, 30);
    Path test = issues("t.jsonl", 30, 40);
    for (Path file : List.of(history, test)) {
      String first = Files.readString(file);
      Files.writeString(file, first + first.replace("o/r", "o/s"));
    }

    assertThat(run("--history", history.toString(), "--test", test.toString())).isZero();

    assertThat(out.toString(UTF_8)).containsOnlyOnce("Mean of 2 repositories");
    for (String name : List.of("o--r", "o--s")) {
      JsonNode report =
          new ObjectMapper()
              .readTree(folder.resolve("out").resolve(name + "/report.json").toFile());
      assertThat(report.path("tested").asInt()).isEqualTo(10);
    }
  }

  @Test
  @DisplayName("reports what it skipped")
  void reportsWhatItSkipped() throws IOException {
    Path history = issues("h.jsonl", 0, 40);
    Files.writeString(history, Files.readString(history) + "[]\n");

    assertThat(run("--history", history.toString())).isEqualTo(ExitCode.PARTIAL);
    assertThat(err.toString(UTF_8)).contains("history: line 41 skipped: not a JSON object");
  }

  @Test
  @DisplayName("refuses what it cannot use")
  void refusesWhatItCannotUse() throws IOException {
    String history = issues("h.jsonl", 0, 10).toString();

    assertThat(run("--history", history, "--min-uses", "100")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--history", history, "--precision", "1.5")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--history", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("--min-uses", "--precision", "no such file");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
