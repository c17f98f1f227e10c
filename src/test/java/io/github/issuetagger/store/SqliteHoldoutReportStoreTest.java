package io.github.issuetagger.store;

import io.github.issuetagger.config.DatabaseConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Where it was told what was measured, on SQLite")
class SqliteHoldoutReportStoreTest extends HoldoutReportStoreContract {
  @TempDir Path folder;

  @Override
  DatabaseConfig newDatabase() {
    return TestDatabases.sqlite(folder);
  }
}
