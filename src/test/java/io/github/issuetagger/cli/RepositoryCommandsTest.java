package io.github.issuetagger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.database.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

@DisplayName("The commands about one repository, with the models that ship")
class RepositoryCommandsTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void open() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository = sandbox.createRepository("octo/shop", "A shop");
    repository
        .label("bug", "ff0000", "Something isn't working")
        .label("docs", "0000ff", "Improvements or additions to documentation")
        .file(
            ".github/issue-tagger.yml",
            "mode: apply\nthreshold: 0.01\nsuggest_threshold: 0.01\nmax_labels: 1\n");
    repository.openIssue("ann", "It crashes on start", "java.lang.NullPointerException", "bug");
    repository.openIssue("ann", "Crash when saving", "It crashes with an error.");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Map<String, String> environment() {
    return Map.of(
        "APP_ID", sandbox.appId(),
        "PRIVATE_KEY", sandbox.privateKeyPem(),
        "GITHUB_API_URL", sandbox.apiUrl().toString(),
        "DATA_DIR", folder.toString(),
        "MODEL_ZERO_SHOT", "similarity");
  }

  private Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands =
        CommandLineFactory.create(environment(), folder)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    return new Result(commands.execute(arguments), out.toString(), err.toString());
  }

  @Test
  @DisplayName("learn, plan, apply, undo and forget")
  void learnPlanApplyUndoAndForget() {
    Result learned = run("learn", "octo/shop");
    assertThat(learned.err()).isEmpty();
    assertThat(learned.out()).contains("octo/shop: 1 labeled issues of 2 issues");
    assertThat(run("learn", "octo/shop").code()).isZero();

    Result planned = run("backfill", "octo/shop", "--plan", "--json");
    assertThat(planned.out())
        .contains("{\"number\":2,\"apply\":[{\"label\":", "it is labeled already")
        .doesNotContain("Crash");
    assertThat(repository.issue(2).orElseThrow().labelNames()).isEmpty();

    Result applied = run("backfill", "octo/shop", "--apply");
    assertThat(applied.code()).isZero();
    assertThat(applied.out()).contains("#2 ", "1 of 2 issues labeled");
    assertThat(repository.issue(2).orElseThrow().labelNames()).hasSize(1);

    Matcher id = Pattern.compile("run (\\S+)").matcher(applied.out());
    assertThat(id.find()).isTrue();
    Result undone = run("backfill", "octo/shop", "--undo", id.group(1));
    assertThat(undone.out()).contains("1 labels removed");
    assertThat(repository.issue(2).orElseThrow().labelNames()).isEmpty();

    assertThat(run("forget", "Octo/Shop").out())
        .contains("Octo/Shop: all records deleted; 0 webhooks and 0 cached responses deleted");
    assertThat(run("forget", "octo/shop").out()).contains("no records were stored");
    assertThat(run("backfill", "octo/shop", "--undo", id.group(1)).code()).isEqualTo(1);
    assertThat(sandbox.unknownCalls()).isEmpty();
  }

  @Test
  @DisplayName("backfill by the history and by later feedback")
  void backfillByTheHistoryAndByLaterFeedback() {
    repository
        .label("area-1", "00ff00", "")
        .label("area-2", "00ffff", "")
        .file(
            ".github/issue-tagger.yml",
            "mode: apply\nthreshold: 0.7\nsuggest_threshold: 0.7\nmax_labels: 1\n");
    int proxy = repository.openIssue("ann", "The proxy refuses", "At home.", "area-1").number();
    for (int i = 0; i < 16; i++) {
      repository.openIssue("ann", "The proxy refuses sockets", "It is case " + i, "area-1");
      repository.openIssue("ann", "The font is blurred", "It is case " + i, "area-2");
    }
    int open = repository.openIssue("ben", "The proxy refuses", "At home.").number();
    String untaught = run("backfill", "octo/shop", "--plan", "--json").out();
    assertThat(untaught).contains("{\"number\":" + open + ",\"apply\":[],");

    assertThat(run("learn", "octo/shop").out()).contains("version 1 ", "serving");
    assertThat(run("backfill", "octo/shop", "--plan", "--json").out())
        .contains("{\"number\":" + open + ",\"apply\":[{\"label\":\"area-1\",");

    say(proxy, "area-1", false);
    assertThat(run("backfill", "octo/shop", "--plan", "--json").out())
        .contains("{\"number\":" + open + ",\"apply\":[],");
  }

  private void say(int issue, String label, boolean belongs) {
    try (Database database =
        Database.open(new ConfigLoader(environment(), folder).loadDatabase())) {
      LearningStore.on(database.jdbi())
          .annotations()
          .add(
              new LabelAnnotation(
                  repository.ref().id(),
                  issue,
                  label,
                  belongs,
                  AnnotationSource.MAINTAINER,
                  "unlabeled",
                  Instant.now().plusSeconds(1)));
    }
  }

  @Test
  @DisplayName("evaluate on existing issues and write nothing")
  void evaluateOnExistingIssuesAndWriteNothing() throws IOException {
    for (int i = 0; i < 12; i++) {
      repository.openIssue("ann", "Crash on start " + i, "It fails with an error.", "bug");
      repository.openIssue("ann", "Typo in the guide " + i, "A word is misspelt.", "docs");
    }
    int calls = sandbox.deliveries().size();
    Path report = folder.resolve("report");

    Result result = run("evaluate", "octo/shop", "--min-uses", "3", "--out", report.toString());

    assertThat(result.code()).isZero();
    // 25 are labelled: the one that was there before, too.
    JsonNode written = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    assertThat(written.path("learnt").asInt()).isEqualTo(17);
    assertThat(written.path("tested").asInt()).isEqualTo(8);
    assertThat(written.path("labels"))
        .extracting(label -> label.path("label").asText())
        .containsExactly("bug", "docs");
    assertThat(report.resolve("report.md")).isRegularFile();
    assertThat(report.resolve("report.html")).isRegularFile();
    assertThat(sandbox.deliveries()).hasSize(calls);
  }

  @Test
  @DisplayName("report where the App is not installed")
  void reportWhereTheAppIsNotInstalled() {
    Result result = run("learn", "octo/nothing");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("there is no repository octo/nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "octo/shop/more", "octo/", "/", "octo/sh op"})
  @DisplayName("refuse invalid repository names")
  void refuseInvalidRepositoryNames(String name) {
    Result result = run("forget", name);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("is not OWNER/REPO");
  }

  @ParameterizedTest
  @ValueSource(strings = {"learn", "backfill", "forget"})
  @DisplayName("explain themselves")
  void explainThemselves(String command) {
    Result result = run(command, "--help");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Usage: issue-tagger " + command).hasSizeGreaterThan(120);
  }
}
