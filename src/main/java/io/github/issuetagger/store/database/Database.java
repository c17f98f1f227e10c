package io.github.issuetagger.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;

/**
 * The database: an SQLite file or PostgreSQL, migrated to this version's schema. Safe for use by
 * several threads.
 */
public final class Database implements AutoCloseable {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 10;

  private final HikariDataSource pool;
  private final TransactionAwareDataSource dataSource;
  private final Jdbi jdbi;
  private final boolean sqlite;
  private final Optional<ServingLock> lock;

  private Database(HikariDataSource pool, boolean sqlite, Optional<ServingLock> lock) {
    this.pool = pool;
    this.dataSource = new TransactionAwareDataSource(pool);
    this.jdbi = Jdbi.create(dataSource);
    // Other renderings would quote bound values, including payloads.
    jdbi.configure(
        StatementExceptions.class, config -> config.setMessageRendering(MessageRendering.NONE));
    jdbi.registerColumnMapper(Instant.class, (row, column, context) -> instant(row, column));
    this.sqlite = sqlite;
    this.lock = lock;
  }

  /** Times are stored as milliseconds since the epoch. */
  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /**
   * Opens the database for commands, which may run beside a process that serves.
   *
   * @throws StoreException if the database cannot be reached, written or migrated; the message says
   *     which
   */
  public static Database open(DatabaseConfig config) {
    return open(config, false);
  }

  /**
   * Opens the database for serving. Only one process can serve from an SQLite file.
   *
   * @throws StoreException if the database cannot be reached, written or migrated, or another
   *     process serves from it
   */
  public static Database openForServing(DatabaseConfig config) {
    return open(config, true);
  }

  private static Database open(DatabaseConfig config, boolean serving) {
    Optional<ServingLock> lock = Optional.empty();
    try {
      if (config.sqlite()) {
        SqliteFile file = new SqliteFile(config);
        file.prepareFolder();
        lock = serving ? Optional.of(ServingLock.take(file.path())) : Optional.empty();
      }
      HikariDataSource pool = connect(config);
      try {
        migrate(pool, config.sqlite());
        return new Database(pool, config.sqlite(), lock);
      } catch (RuntimeException e) {
        pool.close();
        throw e;
      }
    } catch (RuntimeException e) {
      lock.ifPresent(ServingLock::close);
      throw e;
    }
  }

  private static HikariDataSource connect(DatabaseConfig config) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("database");
    hikari.setMaximumPoolSize(CONNECTIONS);
    hikari.setConnectionTimeout(CONNECT_PATIENCE.toMillis());
    if (config.sqlite()) {
      hikari.setDataSource(new SqliteFile(config).dataSource());
    } else {
      // Wait for a server that starts together with the App.
      hikari.setInitializationFailTimeout(CONNECT_PATIENCE.toMillis());
      hikari.setJdbcUrl(config.jdbcUrl());
      // Error details would quote the row.
      hikari.addDataSourceProperty("logServerErrorDetail", "false");
      config.user().ifPresent(hikari::setUsername);
      config.password().map(Secret::reveal).ifPresent(hikari::setPassword);
    }
    try {
      return new HikariDataSource(hikari);
    } catch (PoolInitializationException e) {
      throw new StoreException("cannot open the database " + config.jdbcUrl(), e);
    }
  }

  private static void migrate(DataSource dataSource, boolean sqlite) {
    try {
      Flyway.configure()
          .dataSource(dataSource)
          .locations("classpath:db/migration")
          .placeholders(sqlite ? sqliteNames() : postgresNames())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreException("cannot migrate the database to this version's schema", e);
    }
  }

  private static Map<String, String> sqliteNames() {
    return Map.of(
        "blob", "BLOB",
        "timestamp", "TIMESTAMP",
        "identity", "INTEGER PRIMARY KEY AUTOINCREMENT");
  }

  private static Map<String, String> postgresNames() {
    return Map.of(
        "blob", "BYTEA",
        "timestamp", "TIMESTAMP WITH TIME ZONE",
        "identity", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
  }

  /** Returns the entry point for queries. They join the transaction that is open on this thread. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** Returns the source of connections. They join the transaction that is open on this thread. */
  public DataSource dataSource() {
    return dataSource;
  }

  /**
   * Runs the work in one transaction. Everything that it does through {@link #jdbi()} and {@link
   * #dataSource()} on this thread is committed together or not at all.
   *
   * @throws StoreException if the database fails
   */
  public <T> T inTransaction(Supplier<T> work) {
    try {
      return dataSource.inTransaction(work);
    } catch (SQLException | JdbiException e) {
      throw new StoreException("the transaction failed", e);
    }
  }

  /** Returns true for SQLite. */
  public boolean sqlite() {
    return sqlite;
  }

  /** Returns true if no other process can serve from this database. */
  public boolean servesAlone() {
    return lock.isPresent();
  }

  /** Returns true if the database answers. */
  public boolean answers() {
    try {
      return jdbi.withHandle(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one()) == 1;
    } catch (JdbiException e) {
      return false;
    }
  }

  /**
   * Checks by a write that is rolled back that the database is writable.
   *
   * @throws StoreException if the database cannot be written
   */
  public void checkWritable() {
    try {
      jdbi.useTransaction(
          handle -> {
            handle.execute("CREATE TABLE writable (answer INTEGER)");
            handle.rollback();
          });
    } catch (JdbiException e) {
      throw new StoreException("cannot write to the database", e);
    }
  }

  @Override
  public void close() {
    pool.close();
    lock.ifPresent(ServingLock::close);
  }
}
