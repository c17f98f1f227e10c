package io.github.issuetagger.store;

import io.github.issuetagger.config.DatabaseConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The store of holdout reports, on SQLite")
class SqliteHoldoutReportStoreTest extends HoldoutReportStoreContract {
  @TempDir Path folder;

  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.sqlite(folder);
  }
}
