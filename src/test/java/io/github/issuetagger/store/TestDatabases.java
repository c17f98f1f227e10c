package io.github.issuetagger.store;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * Fresh databases for tests. PostgreSQL is the one that {@code TEST_DATABASE_URL} (JDBC, with user
 * and password) names, or an embedded one; where neither can be had, its tests are skipped and say
 * so.
 */
public final class TestDatabases {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Duration START_PATIENCE = Duration.ofSeconds(20);
  private static Optional<String> server = Optional.empty();
  private static Optional<Throwable> refusal = Optional.empty();

  private TestDatabases() {}

  /** An SQLite file in the folder. */
  public static DatabaseConfig sqlite(Path folder) {
    return new DatabaseConfig(
        "jdbc:sqlite:" + folder.resolve("test.db"), Optional.empty(), Optional.empty());
  }

  /** A new, empty schema on PostgreSQL. */
  public static DatabaseConfig postgres() {
    String url = server();
    String schema = "test_" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseConfig(
        url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema,
        Optional.empty(),
        Optional.<Secret>empty());
  }

  private static synchronized String server() {
    if (server.isEmpty() && refusal.isEmpty()) {
      server = Optional.ofNullable(System.getenv("TEST_DATABASE_URL"));
      if (server.isEmpty()) {
        start();
      }
    }
    Assumptions.assumeTrue(
        server.isPresent(),
        () ->
            "no PostgreSQL: the embedded one does not start here ("
                + refusal.map(Throwable::getMessage).orElse("")
                + ") and TEST_DATABASE_URL names none");
    return server.orElseThrow();
  }

  private static void start() {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setPGStartupWait(START_PATIENCE)
              .setServerConfig("fsync", "off")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
      server = Optional.of(postgres.getJdbcUrl("postgres", "postgres"));
    } catch (IOException | RuntimeException e) {
      refusal = Optional.of(e);
    }
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
