package io.github.issuetagger.store.database;

import io.github.issuetagger.config.DatabaseConfig;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** The SQLite file and its settings. */
final class SqliteFile {
  private static final String PREFIX = "jdbc:sqlite:";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path path;

  SqliteFile(DatabaseConfig config) {
    String location = config.jdbcUrl().substring(PREFIX.length()).replaceFirst("\\?.*$", "");
    this.path = Path.of(location).toAbsolutePath();
  }

  Path path() {
    return path;
  }

  /**
   * Creates the folder. Only its owner may enter it, because it will hold payloads of private
   * repositories.
   */
  void prepareFolder() {
    Path folder = path.getParent();
    if (folder == null) {
      return;
    }
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, ownerOnly());
      }
    } catch (IOException e) {
      throw new StoreException(
          "cannot create the folder " + folder + ". Make its parent writable, or set DATA_DIR", e);
    }
    if (!Files.isWritable(folder)) {
      throw new StoreException(
          "cannot write to the folder " + folder + ". Make it writable, or set DATA_DIR", null);
    }
  }

  DataSource dataSource() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    // With FULL, an accepted delivery survives a power failure, not only a crash of the process.
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(Math.toIntExact(PATIENCE.toMillis()));
    config.enforceForeignKeys(true);
    // Otherwise a transaction that reads before it writes could not wait for another writer.
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    SQLiteDataSource dataSource = new SQLiteDataSource(config);
    dataSource.setUrl(PREFIX + path);
    return dataSource;
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
