package io.github.issuetagger.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.github.DryRunWriter;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.store.HoldoutReportStore;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.RepositoryStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.FakeScorer;
import io.github.issuetagger.testing.ManualClock;
import io.github.issuetagger.triage.TriageService;
import io.github.issuetagger.triage.WriterSelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The report of holdout results, against the sandbox")
class HoldoutReporterTest {
  private final ManualClock clock = new ManualClock();
  private final FakeHoldoutResults past = new FakeHoldoutResults();
  private Sandbox sandbox;
  private SandboxRepository repository;
  private GitHubApp github;
  private Database database;
  private HoldoutReporter report;

  @BeforeEach
  void open(@TempDir Path folder) {
    open(SandboxOptions.defaults(), folder);
  }

  private void open(SandboxOptions options, Path folder) {
    sandbox = Sandbox.start(options.withClock(clock));
    repository = sandbox.createRepository("octo/shop", "A shop");
    repository.label("bug", "ff0000", "").file(".github/issue-tagger.yml", "report: true\n");
    past.label("bug", 60).reaches(0.6, 0.55, 50, 70).balanced(48, 60);
    github =
        GitHubApp.open(
            new GitHubConfig(
                sandbox.appId(), new Secret(sandbox.privateKeyPem()), sandbox.apiUrl()),
            folder.resolve("http"),
            clock);
    database =
        Database.open(
            new DatabaseConfig(
                "jdbc:sqlite:" + folder.resolve("test.db"), Optional.empty(), Optional.empty()));
    new RepositoryStore(database.jdbi()).seen(repository.ref());
    learn();
    report = replica();
  }

  @AfterEach
  void close() {
    database.close();
    github.close();
    assertThat(sandbox.unknownCalls()).isEmpty();
    sandbox.close();
  }

  private void learn() {
    new ModelVersionStore(database.jdbi())
        .add(
            repository.ref().id(),
            clock.instant(),
            new ModelVersion.TrainingData("encoder 1", 99),
            new ModelVersion.Figures(60, 1, 0.1, 0.8),
            ModelVersion.State.SERVING,
            "there was none before");
  }

  private HoldoutReporter replica() {
    IssueScorer none = new FakeScorer((text, catalog) -> new Prediction(List.of(), "none"));
    return new HoldoutReporter(
        github.reader(),
        new TriageService(
            github.reader(),
            new WriterSelector(github.writer(), new DryRunWriter()),
            none,
            TriageStore.on(database.jdbi(), clock),
            clock),
        new ModelVersionStore(database.jdbi()),
        new HoldoutReportStore(database.jdbi()),
        (repositoryId, version, catalog) -> Optional.of(past),
        clock);
  }

  private Optional<Duration> tell() {
    return report.report(repository.ref());
  }

  @Test
  @DisplayName("opens one issue, and never a second one, whatever is trained later")
  void once() {
    assertThat(tell()).isEmpty();
    learn();
    assertThat(tell()).isEmpty();
    assertThat(replica().report(repository.ref())).isEmpty();

    assertThat(repository.issues())
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.title()).isEqualTo(HoldoutReportRenderer.TITLE);
              assertThat(issue.body()).contains("from 0.55: 50 of 70 right, 83 % reached");
              assertThat(issue.author().isBot()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode: apply",
        "report: false",
        "{report: true, dry_run: true}",
        "{report: true, mode: off}"
      })
  @DisplayName("opens none unless the settings ask for it and allow writing")
  void unasked(String settings) {
    repository.file(".github/issue-tagger.yml", settings);

    assertThat(tell()).contains(HoldoutReporter.RECHECK);
    assertThat(repository.issues()).isEmpty();

    repository.file(".github/issue-tagger.yml", "report: true\n");
    clock.advance(HoldoutReporter.RECHECK);
    assertThat(tell()).isEmpty();
    assertThat(repository.issues()).hasSize(1);
  }

  @Test
  @DisplayName("waits for a version that serves")
  void nothingLearnt() {
    SandboxRepository other = sandbox.createRepository("octo/other", "");
    other.file(".github/issue-tagger.yml", "report: true\n");

    assertThat(report.report(other.ref())).isEmpty();
    assertThat(other.issues()).isEmpty();
  }

  @Test
  @DisplayName("does not open a second one if the first response was lost")
  void lostAnswer() {
    sandbox.failNext(1, "POST", "/issues$", new Fault.DropConnection().afterEffect());

    assertThatThrownBy(this::tell).isInstanceOf(GitHubException.class);
    assertThat(replica().report(repository.ref())).contains(HoldoutReportStore.CLAIM);
    clock.advance(HoldoutReportStore.CLAIM);
    assertThat(tell()).isEmpty();
    assertThat(tell()).isEmpty();

    assertThat(repository.issues()).hasSize(1);
  }

  @Test
  @DisplayName("does not open a second one after everything was forgotten")
  void forgotten() {
    tell();
    RepositoryStore repositories = new RepositoryStore(database.jdbi());
    repositories.forget(repository.ref().id());
    repositories.seen(repository.ref());
    learn();

    assertThat(tell()).isEmpty();

    assertThat(repository.issues()).extracting(SandboxIssue::number).containsExactly(1);
  }

  @Test
  @DisplayName("fails if GitHub is unavailable, and succeeds later")
  void ill() {
    sandbox.failNext(1, "POST", "/issues$", new Fault.BadGateway());
    assertThatThrownBy(this::tell).isInstanceOf(GitHubException.class);
    clock.advance(HoldoutReportStore.CLAIM);
    assertThat(tell()).isEmpty();
    assertThat(repository.issues()).hasSize(1);
  }

  @Test
  @DisplayName("gives up if GitHub refuses the issue")
  void refused(@TempDir Path other) {
    close();
    Map<String, String> readable = Map.of("issues", "read", "contents", "read", "metadata", "read");
    open(SandboxOptions.defaults().withPermissions(readable), other);

    assertThat(tell()).isEmpty();
    int calls = sandbox.calls().size();
    assertThat(tell()).isEmpty();

    assertThat(sandbox.calls()).hasSize(calls);
    assertThat(repository.issues()).isEmpty();
  }

  @Test
  @DisplayName("checks again later if GitHub refuses to read the settings")
  void unreadable(@TempDir Path other) {
    close();
    open(SandboxOptions.defaults().withPermissions(Map.of("issues", "write")), other);

    assertThat(tell()).contains(HoldoutReporter.RECHECK);
    assertThat(repository.issues()).isEmpty();
  }
}
