package io.github.issuetagger.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.DeliveryConfig;
import io.github.issuetagger.delivery.FailureClassifier.Verdict;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.StoredDelivery;
import io.github.issuetagger.store.TestDatabases;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("After the process was killed")
class CrashRecoveryTest {
  private static final DeliveryConfig CONFIG =
      new DeliveryConfig(2, 3, Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(5));

  private final ManualClock clock = new ManualClock();
  private final List<String> handled = new CopyOnWriteArrayList<>();
  @TempDir Path folder;
  private DatabaseConfig config;
  private Database database;

  @BeforeEach
  void aDeliveryThatAKilledWorkerHeld() {
    config = TestDatabases.sqlite(folder);
    database = Database.openForServing(config);
    new Inbox(database, clock, () -> {})
        .accept(new Delivery("a", "issues", new byte[] {'{', '}'}, clock.instant()));
    pick();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void pick() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE scheduled_tasks SET picked = ?, picked_by = 'killed',"
                        + " last_heartbeat = ?, version = version + 1",
                    true,
                    clock.instant().toEpochMilli()));
  }

  private StoredDelivery stored() {
    return new DeliveryStore(database).find("a").orElseThrow();
  }

  private DeliveryWorker start() {
    DeliveryWorker worker =
        new DeliveryWorker(
            database,
            CONFIG,
            delivery -> handled.add(delivery.guid()),
            failure -> new Verdict.RetryLater(),
            clock,
            new Random(1));
    worker.start();
    return worker;
  }

  @Test
  @DisplayName("its deliveries are processed at the next start, without waiting for heartbeats")
  void recovers() {
    try (DeliveryWorker worker = start()) {
      assertThat(worker.running()).isTrue();
      await().atMost(Duration.ofSeconds(8)).until(() -> stored().status() == DeliveryStatus.DONE);
    }
    assertThat(handled).containsExactly("a");
  }

  @Test
  @DisplayName("a delivery that kills the process again and again becomes a dead letter")
  void poison() {
    for (int crash = 1; crash <= CONFIG.maxAttempts(); crash++) {
      new CrashRecovery(
              database,
              new DeliveryLedger(database, new RetrySchedule(CONFIG, new Random(1)), clock))
          .run();
      pick();
    }

    assertThat(stored().status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(stored().attempts()).isEqualTo(CONFIG.maxAttempts());
    assertThat(stored().reason()).hasValueSatisfying(text -> assertThat(text).contains("ended"));
    try (DeliveryWorker worker = start()) {
      assertThat(worker.running()).isTrue();
      assertThat(new Inbox(database, clock, worker::wake).replay("a")).isTrue();
      await().until(() -> stored().status() == DeliveryStatus.DONE);
    }
  }

  @Test
  @DisplayName("a command beside the serving process takes no deliveries from it")
  void beside() {
    try (Database beside = Database.open(config)) {
      new CrashRecovery(
              beside, new DeliveryLedger(beside, new RetrySchedule(CONFIG, new Random(1)), clock))
          .run();
    }

    assertThat(stored().attempts()).isZero();
  }
}
