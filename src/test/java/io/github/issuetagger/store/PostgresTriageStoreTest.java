package io.github.issuetagger.store;

import io.github.issuetagger.config.DatabaseConfig;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The stores for triage, on PostgreSQL")
class PostgresTriageStoreTest extends TriageStoreContract {
  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.postgres();
  }
}
