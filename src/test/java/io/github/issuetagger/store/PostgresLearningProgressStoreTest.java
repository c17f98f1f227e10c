package io.github.issuetagger.store;

import io.github.issuetagger.config.DatabaseConfig;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The learning progress, on PostgreSQL")
class PostgresLearningProgressStoreTest extends LearningProgressStoreContract {
  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.postgres();
  }
}
