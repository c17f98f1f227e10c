package io.github.issuetagger.delivery;

import io.github.issuetagger.store.database.Database;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The queue's tasks that a worker holds. */
final class PickedTaskStore {
  private final Jdbi jdbi;

  PickedTaskStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Returns the instances of a task that a worker holds, or held when its process ended. */
  List<String> instances(String task) {
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

  /** Releases all held tasks. Only for a process that serves alone, before it starts to work. */
  void releaseAll() {
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

  /** Removes a task from the queue. */
  void remove(String task, String instance) {
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
