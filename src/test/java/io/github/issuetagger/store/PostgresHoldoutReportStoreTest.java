package io.github.issuetagger.store;

import io.github.issuetagger.config.DatabaseConfig;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The store of holdout reports, on PostgreSQL")
class PostgresHoldoutReportStoreTest extends HoldoutReportStoreContract {
  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.postgres();
  }
}
