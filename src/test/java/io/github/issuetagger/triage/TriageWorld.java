package io.github.issuetagger.triage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.events.InstallationEvent;
import io.github.issuetagger.events.InstallationRepositoriesEvent;
import io.github.issuetagger.events.IssueEvent;
import io.github.issuetagger.events.LabelEvent;
import io.github.issuetagger.events.RepositoryEvent;
import io.github.issuetagger.events.WebhookEventRouter;
import io.github.issuetagger.github.DryRunWriter;
import io.github.issuetagger.store.AnnotationStore;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Triage with everything real but GitHub and the model. */
final class TriageWorld implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  final FakeGitHub github = new FakeGitHub();
  final FakePredictor predictor = new FakePredictor();
  final ManualClock clock = new ManualClock(NOON);
  final TriageStore store;
  final AnnotationStore examples;
  final WebhookEventRouter router;
  private final Database database;
  private int deliveries;

  TriageWorld(Path folder) {
    database =
        Database.open(
            new DatabaseConfig(
                "jdbc:sqlite:" + folder.resolve("test.db"), Optional.empty(), Optional.empty()));
    store = TriageStore.on(database.jdbi(), clock);
    examples = new AnnotationStore(database.jdbi());
    IssueEventHandler issues =
        new IssueEventHandler(
            new TriageService(
                github, new WriterSelector(github, new DryRunWriter()), predictor, store, clock));
    RepositoryEvents repositories = new RepositoryEvents(github, store);
    router =
        WebhookEventRouter.builder()
            .on(IssueEvent.class, issues::handle)
            .on(LabelEvent.class, repositories::handle)
            .on(RepositoryEvent.class, repositories::handle)
            .on(InstallationEvent.class, repositories::handle)
            .on(InstallationRepositoriesEvent.class, repositories::handle)
            .build();
  }

  /** Delivers an {@code issues} event under a new GUID, which it returns. */
  String issues(String action) {
    return issues(action, Map.of());
  }

  String issues(String action, Map<String, Object> changes) {
    String guid = "guid-" + ++deliveries;
    issues(guid, action, changes);
    return guid;
  }

  void issues(String guid, String action, Map<String, Object> changes) {
    deliver(
        guid,
        "issues",
        Map.of(
            "action", action,
            "changes", changes,
            "issue", Map.of("number", FakeGitHub.ISSUE, "title", "not read from here"),
            "repository", repository("octo", "hello"),
            "installation", Map.of("id", 7)));
  }

  static Map<String, Object> repository(String owner, String name) {
    return Map.of("id", 42, "name", name, "owner", Map.of("login", owner));
  }

  void deliver(String event, Map<String, Object> payload) {
    deliver("guid-" + ++deliveries, event, payload);
  }

  void deliver(String guid, String event, Map<String, Object> payload) {
    try {
      deliver(guid, event, new JsonMapper().writeValueAsBytes(new TreeMap<>(payload)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  void deliver(String guid, String event, byte[] payload) {
    try {
      router.handle(new Delivery(guid, event, payload, NOON));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void deliver(String event, String payload) {
    deliver("guid-" + ++deliveries, event, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** The run of that delivery. */
  Run run(String guid) {
    return store.runs().begin(guid, FakeGitHub.REPOSITORY, FakeGitHub.ISSUE, "", NOON);
  }

  String result(String guid) {
    return run(guid).result().orElse("not finished");
  }

  List<RunAction> actions(String guid) {
    return store.runs().actions(run(guid).id());
  }

  @Override
  public void close() {
    database.close();
  }
}
