package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.domain.LabelDecision;
import io.github.issuetagger.github.DryRunWriter;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.RecordedCall;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.store.Backfill;
import io.github.issuetagger.store.BackfillStore;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A backfill, against the sandbox")
class RepositoryBackfillTest {
  private final ManualClock clock = new ManualClock();
  private final FakePredictor predictor = new FakePredictor();
  private Sandbox sandbox;
  private SandboxRepository repository;
  private GitHubApp github;
  private Database database;
  private TriageStore store;
  private RepositoryBackfill backfill;

  @BeforeEach
  void open(@TempDir Path folder) {
    sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
    repository = sandbox.createRepository("octo/shop", "A shop");
    repository
        .label("bug", "ff0000", "It is broken")
        .label("docs", "0000ff", "")
        .file(".github/issue-tagger.yml", "mode: apply\n");
    for (int i = 1; i <= 4; i++) {
      repository.openIssue("ann", "Issue " + i, "It is broken.");
    }
    repository.openIssue("ann", "Labelled", "By a person.");
    repository.addLabel("octo", 5, "docs");
    repository.openIssue("ann", "Closed", "It was broken.");
    repository.closeIssue("octo", 6);
    predictor.scores.put("bug", 0.9);
    predictor.scores.put("docs", 0.5);
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
    store = TriageStore.on(database.jdbi(), clock);
    backfill =
        new RepositoryBackfill(
            new TriageService(
                github.reader(),
                new WriterSelector(github.writer(), new DryRunWriter()),
                predictor,
                store,
                clock),
            store,
            new BackfillStore(database.jdbi()),
            github.history(),
            github.ownLabels(),
            clock);
  }

  @AfterEach
  void close() {
    database.close();
    github.close();
    sandbox.close();
  }

  private Map<Integer, List<String>> labels() {
    Map<Integer, List<String>> labels = new TreeMap<>();
    repository.issues().forEach(issue -> labels.put(issue.number(), issue.labelNames()));
    return labels;
  }

  private Backfill apply() {
    Backfill begun = backfill.begin(repository.ref());
    for (int number : backfill.issues(repository.ref(), 100)) {
      backfill.apply(begun, repository.ref(), number);
    }
    backfill.finish(begun);
    return begun;
  }

  private int undo(Backfill begun) {
    int taken = 0;
    for (Run run : backfill.toUndo(begun)) {
      taken += backfill.undo(repository.ref(), run);
    }
    return taken;
  }

  @Test
  @DisplayName("plans without changing anything")
  void plan() {
    Map<Integer, List<String>> before = labels();

    assertThat(backfill.issues(repository.ref(), 100)).containsExactly(5, 4, 3, 2, 1);
    assertThat(backfill.issues(repository.ref(), 2)).containsExactly(5, 4);
    BackfillIssue planned = backfill.plan(repository.ref(), 1);
    BackfillIssue left = backfill.plan(repository.ref(), 5);

    assertThat(planned.apply()).extracting(LabelDecision::label).containsExactly("bug");
    assertThat(planned.suggest()).extracting(LabelDecision::label).containsExactly("docs");
    assertThat(planned.result()).isEqualTo("would label");
    assertThat(left.apply()).isEmpty();
    assertThat(left.result()).isEqualTo("it is labeled already");
    assertThat(labels()).isEqualTo(before);
    assertThat(store.runs().applied(repository.ref().id(), 1)).isEmpty();
    assertThat(sandbox.calls())
        .filteredOn(call -> !call.method().equals("GET"))
        .extracting(RecordedCall::path)
        .allMatch(path -> path.endsWith("/access_tokens"));
  }

  @Test
  @DisplayName("adds only the labels that the settings allow, and never comments")
  void applies() {
    apply();

    assertThat(labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                1, List.of("bug"),
                2, List.of("bug"),
                3, List.of("bug"),
                4, List.of("bug"),
                5, List.of("docs"),
                6, List.of()));
    assertThat(repository.issues()).allMatch(issue -> issue.comments().isEmpty());
    assertThat(store.runs().applied(repository.ref().id(), 1)).hasSize(1);
    assertThat(sandbox.unknownCalls()).isEmpty();
  }

  @Test
  @DisplayName("restores the repository by its undo")
  void undone() {
    Map<Integer, List<String>> before = labels();
    Backfill begun = apply();

    assertThat(undo(begun)).isEqualTo(4);

    assertThat(labels()).isEqualTo(before);
    assertThat(repository.labels()).hasSize(2);
    assertThat(store.runs().applied(repository.ref().id(), 1)).isEmpty();
    assertThat(undo(begun)).as("a second time").isZero();
    assertThat(backfill.find(begun.id()).orElseThrow().undoneAt()).isPresent();
  }

  @Test
  @DisplayName("keeps changes by people in its undo")
  void humansInBetween() {
    Backfill begun = apply();
    clock.advance(Duration.ofMinutes(1));
    repository.removeLabel("mia", 1, "bug");
    repository.removeLabel("mia", 2, "bug");
    repository.addLabel("mia", 2, "bug");
    repository.addLabel("mia", 3, "docs");
    repository.openIssue("ann", "New", "").number();
    repository.addLabel("mia", 7, "bug");
    List<SandboxIssue> humans = List.of(repository.issue(1).orElseThrow(), seven());

    assertThat(undo(begun)).isEqualTo(2);

    assertThat(labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                1, List.of(),
                2, List.of("bug"),
                3, List.of("docs"),
                4, List.of(),
                5, List.of("docs"),
                6, List.of(),
                7, List.of("bug")));
    assertThat(List.of(repository.issue(1).orElseThrow(), seven())).isEqualTo(humans);
  }

  private SandboxIssue seven() {
    return repository.issue(7).orElseThrow();
  }

  @Test
  @DisplayName("removes no label of another run")
  void otherRun() {
    Backfill first = apply();
    clock.advance(Duration.ofMinutes(1));
    repository.openIssue("ann", "New", "It is broken.");
    Backfill second = apply();
    assertThat(second.id()).isNotEqualTo(first.id());

    assertThat(undo(second)).isEqualTo(1);

    assertThat(labels().get(1)).containsExactly("bug");
    assertThat(labels().get(7)).isEmpty();
  }

  @Test
  @DisplayName("resumes after an interruption, and undoes what it may have done before")
  void resumed() {
    sandbox.failNext(1, "POST", "/issues/3/labels", new Fault.AfterEffect(new Fault.BadGateway()));
    assertThatThrownBy(this::apply).isInstanceOf(GitHubException.class);
    assertThat(labels().get(3)).containsExactly("bug");
    Backfill begun = backfill.begin(repository.ref());

    BackfillIssue again = backfill.apply(begun, repository.ref(), 4);
    assertThat(again.result()).isEqualTo("done before");
    assertThat(undo(begun)).as("what was done on 4, and begun on 3").isEqualTo(2);
    assertThat(labels().get(3)).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    assertThat(backfill.begin(repository.ref()).id()).isNotEqualTo(begun.id());
  }

  @Test
  @DisplayName("waits while another worker holds an issue")
  void busy() {
    Backfill begun = backfill.begin(repository.ref());
    try (Lease lease = store.leases().tryAcquire(repository.ref(), 1).orElseThrow()) {
      assertThatThrownBy(() -> backfill.apply(begun, repository.ref(), 1))
          .isInstanceOf(IssueBusyException.class);
      assertThat(lease.renew()).isTrue();
    }
    assertThat(labels().get(1)).isEmpty();
  }

  @Test
  @DisplayName("changes nothing where the settings ask for a dry run")
  void dryRun() {
    repository.file(".github/issue-tagger.yml", "mode: apply\ndry_run: true\n");

    apply();

    assertThat(labels().get(1)).isEmpty();
    assertThat(backfill.find("none")).isEmpty();
  }
}
