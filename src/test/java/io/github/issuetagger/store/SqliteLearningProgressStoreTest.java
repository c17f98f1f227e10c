package io.github.issuetagger.store;

import io.github.issuetagger.config.DatabaseConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The learning progress, on SQLite")
class SqliteLearningProgressStoreTest extends LearningProgressStoreContract {
  @TempDir Path folder;

  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.sqlite(folder);
  }
}
