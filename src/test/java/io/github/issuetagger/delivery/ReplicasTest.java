package io.github.issuetagger.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.DeliveryConfig;
import io.github.issuetagger.delivery.FailureClassifier.Verdict;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.TestDatabases;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Replicas on PostgreSQL")
class ReplicasTest {
  private static final DeliveryConfig CONFIG =
      new DeliveryConfig(2, 3, Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(5));

  private final List<String> handled = new CopyOnWriteArrayList<>();
  private Database one;
  private Database other;

  @BeforeEach
  void open() {
    DatabaseConfig config = TestDatabases.postgres();
    one = Database.openForServing(config);
    other = Database.openForServing(config);
  }

  @AfterEach
  void close() {
    other.close();
    one.close();
  }

  private DeliveryWorker start(Database database) {
    DeliveryWorker worker =
        new DeliveryWorker(
            database,
            CONFIG,
            delivery -> handled.add(delivery.guid()),
            failure -> new Verdict.RetryLater(),
            Clock.systemUTC(),
            new Random(1));
    worker.start();
    return worker;
  }

  private static Delivery delivery(String guid) {
    return new Delivery(guid, "issues", new byte[] {'{', '}'}, Instant.now());
  }

  @Test
  void shareTheWorkAndNeverDoItTwice() {
    DeliveryStore deliveries = new DeliveryStore(one);
    try (DeliveryWorker first = start(one);
        DeliveryWorker second = start(other)) {
      Inbox inbox = new Inbox(one, Clock.systemUTC(), first::wake);
      Inbox otherInbox = new Inbox(other, Clock.systemUTC(), second::wake);
      for (int i = 0; i < 100; i++) {
        inbox.accept(delivery("r-" + i));
        otherInbox.accept(delivery("r-" + i));
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> deliveries.count(DeliveryStatus.DONE) == 100);
    }
    assertThat(handled).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void takeOverWhatAReplicaHeldThatHasNoHeartbeatAnyMore() {
    ManualClock clock = new ManualClock();
    new Inbox(one, clock, () -> {}).accept(new Delivery("a", "x", new byte[0], clock.instant()));
    one.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE scheduled_tasks SET picked = true, picked_by = 'killed',"
                        + " last_heartbeat = ?",
                    Timestamp.from(clock.instant())));
    DeliveryLedger ledger =
        new DeliveryLedger(other, new RetrySchedule(CONFIG, new Random(1)), clock);
    ManualScheduler scheduler =
        TestHelper.createManualScheduler(
                other.dataSource(),
                new DeliveryTask(
                        ledger,
                        delivery -> handled.add(delivery.guid()),
                        failure -> new Verdict.RetryLater(),
                        clock)
                    .task())
            .clock(new com.github.kagkarlsson.scheduler.testhelper.SettableClock())
            .build();

    clock.advance(Duration.ofHours(1));
    scheduler.setTime(clock.instant());
    scheduler.runDeadExecutionDetection();
    assertThat(new DeliveryStore(one).find("a").orElseThrow().attempts()).isEqualTo(1);
    scheduler.runAnyDueExecutions();

    assertThat(handled).containsExactly("a");
  }
}
