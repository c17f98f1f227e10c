package io.github.issuetagger.store;

import io.github.issuetagger.store.database.Database;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The queue's rows that a worker holds. */
public final class PickedTaskStore {
  private final Jdbi jdbi;

  public PickedTaskStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The instances of a task that some worker holds, or held when its process ended. */
  public List<String> instances(String task) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT task_instance FROM scheduled_tasks"
                        + " WHERE task_name = :task AND picked = :picked")
                .bind("task", task)
                .bind("picked", true)
                .mapTo(String.class)
                .list());
  }

  /** Hands every held row back. Only for the process that serves alone, before it starts. */
  public void releaseAll() {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE scheduled_tasks
                    SET picked = :free, picked_by = NULL, last_heartbeat = NULL,
                        version = version + 1
                    WHERE picked = :picked
                    """)
                .bind("free", false)
                .bind("picked", true)
                .execute());
  }

  /** Takes a row off the queue. */
  public void remove(String task, String instance) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM scheduled_tasks"
                        + " WHERE task_name = :task AND task_instance = :instance")
                .bind("task", task)
                .bind("instance", instance)
                .execute());
  }
}
