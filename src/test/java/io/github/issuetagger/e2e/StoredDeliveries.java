package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.StoredDelivery;
import io.github.issuetagger.store.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** Looks into the App's database from beside it, as an operator's command does. */
final class StoredDeliveries implements AutoCloseable {
  private final Database database;
  private final DeliveryStore store;

  StoredDeliveries(Map<String, String> environment, Path folder) {
    database = Database.open(new ConfigLoader(environment, folder).loadDatabase());
    store = new DeliveryStore(database);
  }

  StoredDelivery find(String guid) {
    return store.find(guid).orElseThrow();
  }

  /** Waits until all of these are stored and done. */
  void awaitDone(Collection<String> guids) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(guids)
                    .allSatisfy(
                        guid ->
                            assertThat(store.find(guid))
                                .hasValueSatisfying(
                                    stored ->
                                        assertThat(stored.status())
                                            .as(stored.toString())
                                            .isEqualTo(DeliveryStatus.DONE))));
  }

  @Override
  public void close() {
    database.close();
  }
}
