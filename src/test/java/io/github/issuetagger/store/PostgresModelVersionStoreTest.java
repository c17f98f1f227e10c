package io.github.issuetagger.store;

import io.github.issuetagger.config.DatabaseConfig;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The versions of repositories' models, on PostgreSQL")
class PostgresModelVersionStoreTest extends ModelVersionStoreContract {
  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.postgres();
  }
}
