package io.github.issuetagger.delivery;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.store.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Deliveries on SQLite")
class SqliteDeliveryTest extends DeliveryContract {
  @TempDir Path folder;

  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.sqlite(folder);
  }
}
