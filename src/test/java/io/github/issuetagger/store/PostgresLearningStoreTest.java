package io.github.issuetagger.store;

import io.github.issuetagger.config.DatabaseConfig;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The stores for learning, on PostgreSQL")
class PostgresLearningStoreTest extends LearningStoreContract {
  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.postgres();
  }
}
