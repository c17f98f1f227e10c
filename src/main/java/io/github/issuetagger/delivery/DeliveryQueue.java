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

/** Adds deliveries to the queue. A delivery's GUID is the id of its task. */
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
   * Queues a delivery in the current thread's transaction.
   *
   * @throws StoreException if the database fails
   */
  void put(String guid, Instant due) {
    try {
      client.scheduleIfNotExists(TASK.instance(guid).build(), due);
    } catch (SQLRuntimeException | DbSchedulerException e) {
      throw new StoreException("cannot queue a delivery", e);
    }
  }

  static JdbcCustomization dialect(Database database) {
    return database.sqlite()
        ? new SqliteJdbcCustomization()
        : new PostgreSqlJdbcCustomization(false, false);
  }
}
