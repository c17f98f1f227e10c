package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.RepositoryEraser.Forgotten;
import io.github.issuetagger.store.database.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Forgetting a repository")
class RepositoryEraserTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final RepositoryRef REPOSITORY = new RepositoryRef(7, 42, "Octo", "Hello");
  private static final RepositoryRef OTHER = new RepositoryRef(7, 43, "octo", "world");

  private Database database;
  private LearningStore store;
  private TriageStore triage;
  private DeliveryStore deliveries;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = Database.open(TestDatabases.sqlite(folder));
    store = LearningStore.on(database.jdbi());
    triage = TriageStore.on(database.jdbi(), Clock.fixed(NOON, ZoneOffset.UTC));
    deliveries = new DeliveryStore(database);
    for (RepositoryRef repository : new RepositoryRef[] {REPOSITORY, OTHER}) {
      store.repositories().seen(repository);
      store
          .annotations()
          .add(
              new LabelAnnotation(
                  repository.id(), 5, "bug", true, AnnotationSource.MAINTAINER, "labeled", NOON));
      triage.comments().save(repository.id(), 5, 1001);
      triage.leases().tryAcquire(repository, 5);
    }
    deliver("done", repository(42, "octo/hello"));
    deliver("dead", repository(42, "octo/hello"));
    deliver("former-name", repository(42, "octo/older"));
    deliver("other", repository(43, "octo/world"));
    deliver("installation", "{\"installation\": {\"id\": 7}}");
    deliver("nonsense", "[");
    deliveries.done("done", NOON);
    deliveries.dead("dead", 6, NOON, new DeliveryStore.Failure("gave up", "stack"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void deliver(String guid, String payload) {
    deliveries.insert(new Delivery(guid, "issues", payload.getBytes(StandardCharsets.UTF_8), NOON));
  }

  private static String repository(long id, String fullName) {
    return "{\"issue\": {\"body\": \"x\"}, \"repository\": {\"id\": %d, \"full_name\": \"%s\"}}"
        .formatted(id, fullName);
  }

  private Forgotten forget(String owner, String name) {
    return new RepositoryEraser(database).forget(owner, name);
  }

  @Test
  @DisplayName("deletes all of its data, including webhooks and dead letters, and nothing else")
  void all() {
    Forgotten forgotten = forget("octo", "hello");

    assertThat(forgotten.ids()).containsExactly(42L);
    assertThat(forgotten.known()).isTrue();
    assertThat(forgotten.deliveries()).isEqualTo(3);
    assertThat(store.repositories().known(42)).isFalse();
    assertThat(store.annotations().loadEffective(42)).isEmpty();
    assertThat(triage.comments().find(42, 5)).isEmpty();
    assertThat(triage.leases().tryAcquire(REPOSITORY, 5)).isPresent();
    assertThat(store.annotations().loadEffective(43)).hasSize(1);
    assertThat(triage.comments().find(43, 5)).isPresent();
    assertThat(triage.leases().tryAcquire(OTHER, 5)).isEmpty();
    assertThat(deliveries.list(10))
        .extracting(StoredDelivery::guid)
        .containsExactlyInAnyOrder("other", "installation", "nonsense");
  }

  @Test
  @DisplayName("leaves no row in any table that knows repositories")
  void everyTable() {
    fill(REPOSITORY);
    fill(OTHER);
    Map<String, Long> before = rows(42);
    assertThat(before)
        .as("tables that this test does not fill")
        .allSatisfy((table, rows) -> assertThat(rows).as(table).isPositive());
    Map<String, Long> others = rows(43);

    forget("octo", "hello");

    assertThat(rows(42)).allSatisfy((table, rows) -> assertThat(rows).as(table).isZero());
    assertThat(rows(43)).isEqualTo(others);
    assertThat(number("SELECT COUNT(*) FROM triage_actions")).isEqualTo(1);
  }

  private void fill(RepositoryRef repository) {
    long id = repository.id();
    store.issues().note(id, 5, NOON, true, false);
    store.imports().save(id, ImportProgress.START);
    new BackfillStore(database.jdbi()).begin(id, NOON);
    new HoldoutReportStore(database.jdbi()).claim(id, NOON);
    new ModelVersionStore(database.jdbi())
        .add(
            id,
            NOON,
            new ModelVersion.TrainingData("encoder 1", 1),
            new ModelVersion.Figures(30, 2, 0.1, 0.8),
            ModelVersion.State.SERVING,
            "why not");
    Run run = triage.runs().begin("guid of " + id, repository, 5, "opened", NOON);
    triage
        .runs()
        .plan(
            run.id(),
            new Run.Basis("rung", "bundle", "sha", false),
            List.of(RunAction.planned(RunAction.Kind.APPLY, "bug", 0.9, 0.7, "why not")),
            NOON);
    triage.settings().save(id, new LastGoodSettingsStore.Stored("sha", false, "mode: apply"));
    triage.overrides().pause(repository, 5);
    triage.overrides().want(repository, 5, "bug");
    triage.demotions().demote(id, "bug", "only suggested", NOON);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO executed_commands VALUES (?, 0, ?, 'DONE', '', 0)",
                    "guid of " + id,
                    id));
  }

  /** How many rows each table that knows repositories has about one. */
  private Map<String, Long> rows(long repository) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT t.name FROM sqlite_master t, pragma_table_info(t.name) c
                        WHERE t.type = 'table' AND c.name = 'repository_id'
                        """)
                    .mapTo(String.class)
                    .list())
        .stream()
        .collect(
            Collectors.toMap(
                table -> table,
                table ->
                    number(
                        "SELECT COUNT(*) FROM " + table + " WHERE repository_id = " + repository)));
  }

  private long number(String query) {
    return database.jdbi().withHandle(handle -> handle.select(query).mapTo(Long.class).one());
  }

  @Test
  @DisplayName("can be repeated, and works if only webhooks are stored")
  void webhooksOnly() {
    deliver("unknown", repository(99, "acme/tool"));

    Forgotten forgotten = forget("ACME", "tool");

    assertThat(forgotten).isEqualTo(new Forgotten(java.util.Set.of(99L), false, 1));
    assertThat(forget("acme", "tool").deliveries()).isZero();
  }

  @Test
  @DisplayName("keeps a repository that had the name before")
  void formerName() {
    deliver("later", repository(77, "octo/older"));

    Forgotten forgotten = forget("octo", "older");

    assertThat(forgotten.ids()).containsExactly(77L);
    assertThat(deliveries.find("former-name")).isPresent();
    assertThat(store.repositories().known(42)).isTrue();
  }
}
