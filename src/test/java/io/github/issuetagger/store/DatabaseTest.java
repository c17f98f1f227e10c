package io.github.issuetagger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.store.database.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The database")
class DatabaseTest {
  @TempDir Path folder;

  private static String pragma(Database database, String name) {
    return database
        .jdbi()
        .withHandle(handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }

  private static Delivery delivery(String guid) {
    return new Delivery(guid, "issues", new byte[0], Instant.EPOCH);
  }

  @Nested
  @DisplayName("in a file")
  class InAFile {
    @Test
    void survivesAPowerCutAndWaitsForOtherWriters() {
      try (Database database = Database.open(TestDatabases.sqlite(folder))) {
        assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
        assertThat(pragma(database, "synchronous")).isEqualTo("2");
        assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
        assertThat(pragma(database, "busy_timeout")).isEqualTo("30000");
      }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void makesItsFolderForItsOwnerOnly() throws IOException {
      Path data = folder.resolve("a").resolve("b");
      try (Database database = Database.open(TestDatabases.sqlite(data))) {
        assertThat(database.answers()).isTrue();
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo("rwx------");
    }

    @Test
    void saysWhichFolderItCannotMake() throws IOException {
      Files.writeString(folder.resolve("file"), "in the way");

      assertThatThrownBy(() -> Database.open(TestDatabases.sqlite(folder.resolve("file/data"))))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("DATA_DIR")
          .hasMessageContaining("data");
    }

    @Test
    void isServedByOneProcessOnlyButOpenToCommands() {
      DatabaseConfig config = TestDatabases.sqlite(folder);
      try (Database serving = Database.openForServing(config);
          Database command = Database.open(config)) {
        assertThat(serving.servesAlone()).isTrue();
        assertThat(command.servesAlone()).isFalse();
        assertThat(new DeliveryStore(command).insert(delivery("a"))).isTrue();
        assertThatThrownBy(() -> Database.openForServing(config))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("another process")
            .hasMessageContaining("DATABASE_URL");
      }
      try (Database again = Database.openForServing(config)) {
        assertThat(new DeliveryStore(again).find("a")).isPresent();
      }
    }
  }

  @Test
  @DisplayName("on a server that does not answer fails without showing the password")
  void unreachable() {
    DatabaseConfig config =
        new DatabaseConfig(
            "jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1",
            Optional.of("tagger"),
            Optional.of(new Secret("db-secret")));

    assertThatThrownBy(() -> Database.open(config))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("127.0.0.1:1/none")
        .hasMessageNotContaining("db-secret");
  }

  @Nested
  @DisplayName("in a transaction")
  class InATransaction {
    @Test
    void keepsAllOrNothingOfWhatJoinsIt() {
      try (Database database = Database.open(TestDatabases.sqlite(folder))) {
        DeliveryStore deliveries = new DeliveryStore(database);

        assertThatThrownBy(
                () ->
                    database.inTransaction(
                        () -> {
                          deliveries.insert(delivery("a"));
                          database.inTransaction(() -> deliveries.insert(delivery("b")));
                          throw new IllegalStateException("stop");
                        }))
            .hasMessage("stop");
        assertThat(deliveries.list(10)).isEmpty();

        database.inTransaction(() -> deliveries.insert(delivery("c")));
        assertThat(deliveries.find("c")).isPresent();
      }
    }

    @Test
    void keepsNothingWhenAPartWasRolledBack() {
      try (Database database = Database.open(TestDatabases.sqlite(folder))) {
        DeliveryStore deliveries = new DeliveryStore(database);

        assertThatThrownBy(
                () ->
                    database.inTransaction(
                        () -> {
                          deliveries.insert(delivery("a"));
                          database.jdbi().useTransaction(handle -> handle.rollback());
                          return true;
                        }))
            .isInstanceOf(StoreException.class);
        assertThat(deliveries.list(10)).isEmpty();
        assertThat(new DeliveryStore(database).insert(delivery("b"))).isTrue();
      }
    }
  }

  @Test
  @DisplayName("that was closed does not answer")
  void closed() {
    Database database = Database.open(TestDatabases.sqlite(folder));
    database.close();

    assertThat(database.answers()).isFalse();
  }
}
