package io.github.issuetagger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.StoredDelivery;
import io.github.issuetagger.store.TestDatabases;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The pruner")
class DeliveryPrunerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(30);

  private final ManualClock clock = new ManualClock();
  @TempDir Path folder;

  @Test
  void removesOnlyWhatWasHandledBeforeTheRetention() {
    try (Database database = Database.open(TestDatabases.sqlite(folder))) {
      DeliveryStore deliveries = new DeliveryStore(database);
      database.inTransaction(
          () -> {
            for (int i = 0; i < 1200; i++) {
              handled(deliveries, "old-" + i, NOW);
            }
            return true;
          });
      handled(deliveries, "young", NOW.plus(Duration.ofDays(29)));
      deliveries.insert(new Delivery("pending", "issues", new byte[0], NOW));
      clock.set(NOW.plus(RETENTION).plusSeconds(1));
      ManualScheduler scheduler =
          TestHelper.createManualScheduler(database.dataSource(), List.of())
              .clock(new SettableClock())
              .startTasks(List.of(new DeliveryPruner(deliveries, RETENTION, clock).task()))
              .start();

      scheduler.setTime(clock.instant().plus(Duration.ofHours(2)));
      scheduler.runAnyDueExecutions();

      assertThat(deliveries.list(10))
          .extracting(StoredDelivery::guid)
          .containsExactlyInAnyOrder("young", "pending");
    }
  }

  private static void handled(DeliveryStore deliveries, String guid, Instant when) {
    deliveries.insert(new Delivery(guid, "issues", new byte[0], when));
    deliveries.done(guid, when);
  }
}
