package io.github.issuetagger.store.database;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool whose connections join the transaction that is open on the calling thread, if any. Thereby
 * the App's queries and the queue's queries commit together. Safe for use by several threads.
 */
final class TransactionAwareDataSource implements DataSource {
  private final DataSource pool;

  // Not static, because each database has its own transactions.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Transaction> current = new ThreadLocal<>();

  TransactionAwareDataSource(DataSource pool) {
    this.pool = pool;
  }

  /**
   * Runs the work in a transaction. Joins a transaction that is already open, which then ends
   * later.
   */
  <T> T inTransaction(Supplier<T> work) throws SQLException {
    if (current.get() != null) {
      return work.get();
    }
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      Transaction transaction = new Transaction(connection);
      current.set(transaction);
      boolean complete = false;
      try {
        T result = work.get();
        if (transaction.rollbackOnly) {
          throw new SQLException("a part of the transaction was rolled back");
        }
        connection.commit();
        complete = true;
        return result;
      } finally {
        current.remove();
        if (!complete) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Transaction transaction = current.get();
    return transaction == null ? pool.getConnection() : transaction.view();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return pool.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return pool.isWrapperFor(type);
  }

  /**
   * An open transaction. Code that joins the transaction can neither end it nor close its
   * connection.
   */
  private static final class Transaction {
    private final Connection connection;
    private boolean rollbackOnly;

    Transaction(Connection connection) {
      this.connection = connection;
    }

    Connection view() {
      return (Connection)
          Proxy.newProxyInstance(
              Transaction.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> call(method, arguments));
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
      switch (method.getName()) {
        case "close", "commit", "setAutoCommit" -> {
          return null;
        }
        case "rollback" -> {
          rollbackOnly = true;
          return null;
        }
        default -> {
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        }
      }
    }
  }
}
