package io.github.issuetagger.delivery;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.store.database.StoreException;
import java.time.Instant;

/** The queue's writing end: a delivery's GUID is the id of its task. */
final class DeliveryQueue {
  static final TaskDescriptor<Void> TASK = TaskDescriptor.of("delivery");

  private final SchedulerClient client;

  DeliveryQueue(Database database) {
    this.client =
        SchedulerClient.Builder.create(database.dataSource())
            .jdbcCustomization(dialect(database))
            .build();
  }

  /**
   * Puts the delivery on the queue, in the transaction that is open on this thread.
   *
   * @throws StoreException when the database does not take it
   */
  void put(String guid, Instant due) {
    try {
      client.scheduleIfNotExists(TASK.instance(guid).build(), due);
    } catch (SQLRuntimeException | DbSchedulerException e) {
      throw new StoreException("cannot put a delivery on the queue", e);
    }
  }

  static JdbcCustomization dialect(Database database) {
    return database.sqlite()
        ? new SqliteJdbcCustomization()
        : new PostgreSqlJdbcCustomization(false, false);
  }
}
