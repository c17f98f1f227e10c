package io.github.issuetagger.delivery;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.store.TestDatabases;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Deliveries on PostgreSQL")
class PostgresDeliveryTest extends DeliveryContract {
  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.postgres();
  }
}
