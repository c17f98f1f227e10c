package io.github.issuetagger.store;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Update;

/** Stores deliveries. Each method is one statement, which callers combine into transactions. */
public final class DeliveryStore {
  private static final String COLUMNS =
      "guid, event, status, attempts, postponements, received_at, due_at, finished_at, reason,"
          + " stack, LENGTH(payload) AS payload_bytes";
  private static final int PRUNED_AT_ONCE = 500;

  private final Jdbi jdbi;

  public DeliveryStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Stores a delivery as pending. Returns false if its GUID is already stored. */
  public boolean insert(Delivery delivery) {
    return update(
            """
            INSERT INTO deliveries
              (guid, event, received_at, status, attempts, postponements, due_at, payload)
            VALUES (:guid, :event, :received, 'PENDING', 0, 0, :received, :payload)
            ON CONFLICT (guid) DO NOTHING
            """,
            update ->
                update
                    .bind("guid", delivery.guid())
                    .bind("event", delivery.event())
                    .bind("received", delivery.receivedAt().toEpochMilli())
                    .bind("payload", delivery.payload()))
        == 1;
  }

  /**
   * Makes a dead delivery pending again and resets its attempts. Returns false if the delivery is
   * not dead.
   */
  public boolean revive(String guid, Instant due) {
    return update(
            """
            UPDATE deliveries
            SET status = 'PENDING', attempts = 0, postponements = 0, due_at = :due,
                finished_at = NULL
            WHERE guid = :guid AND status = 'DEAD'
            """,
            update -> update.bind("guid", guid).bind("due", due.toEpochMilli()))
        == 1;
  }

  /** Marks a delivery as handled. */
  public void done(String guid, Instant now) {
    update(
        """
        UPDATE deliveries
        SET status = 'DONE', due_at = NULL, finished_at = :now, reason = NULL, stack = NULL
        WHERE guid = :guid
        """,
        update -> update.bind("guid", guid).bind("now", now.toEpochMilli()));
  }

  /** Records a failed attempt and when the next one is due. */
  public void retry(String guid, int attempts, int postponements, Instant due, Failure failure) {
    update(
        """
        UPDATE deliveries
        SET attempts = :attempts, postponements = :postponements, due_at = :due, reason = :reason,
            stack = :stack
        WHERE guid = :guid
        """,
        update ->
            update
                .bind("guid", guid)
                .bind("attempts", attempts)
                .bind("postponements", postponements)
                .bind("due", due.toEpochMilli())
                .bind("reason", failure.reason())
                .bind("stack", failure.stack()));
  }

  /** Marks a delivery as dead. */
  public void dead(String guid, int attempts, Instant now, Failure failure) {
    update(
        """
        UPDATE deliveries
        SET status = 'DEAD', attempts = :attempts, due_at = NULL, finished_at = :now,
            reason = :reason, stack = :stack
        WHERE guid = :guid
        """,
        update ->
            update
                .bind("guid", guid)
                .bind("attempts", attempts)
                .bind("now", now.toEpochMilli())
                .bind("reason", failure.reason())
                .bind("stack", failure.stack()));
  }

  /** Returns a delivery without its payload. */
  public Optional<StoredDelivery> find(String guid) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM deliveries WHERE guid = :guid")
                .bind("guid", guid)
                .map(ConstructorMapper.of(StoredDelivery.class))
                .findOne());
  }

  /** Returns a delivery with its payload. */
  public Optional<Delivery> load(String guid) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT guid, event, payload, received_at FROM deliveries WHERE guid = :guid")
                .bind("guid", guid)
                .map(ConstructorMapper.of(Delivery.class))
                .findOne());
  }

  /** Returns the newest deliveries, newest first. */
  public List<StoredDelivery> list(int most) {
    return list("", most);
  }

  /** Returns the newest deliveries with a status, newest first. */
  public List<StoredDelivery> list(DeliveryStatus status, int most) {
    return list("WHERE status = '" + status.name() + "'", most);
  }

  private List<StoredDelivery> list(String condition, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    String.format(
                        Locale.ROOT,
                        "SELECT %s FROM deliveries %s ORDER BY received_at DESC, guid LIMIT :most",
                        COLUMNS,
                        condition))
                .bind("most", most)
                .map(ConstructorMapper.of(StoredDelivery.class))
                .list());
  }

  /** Returns the GUIDs of all deliveries with a status, oldest first. */
  public List<String> guids(DeliveryStatus status) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT guid FROM deliveries WHERE status = :status ORDER BY received_at, guid")
                .bind("status", status.name())
                .mapTo(String.class)
                .list());
  }

  /** Returns the number of deliveries with a status. */
  public long count(DeliveryStatus status) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM deliveries WHERE status = :status")
                .bind("status", status.name())
                .mapTo(Long.class)
                .one());
  }

  /**
   * Deletes handled deliveries that finished before the time. Deletes them in batches, so that
   * other threads do not wait long for the database.
   *
   * @return the number of deleted deliveries
   */
  public int prune(Instant before) {
    int all = 0;
    int some;
    do {
      some =
          update(
              """
              DELETE FROM deliveries WHERE guid IN (
                SELECT guid FROM deliveries
                WHERE status = 'DONE' AND finished_at < :before LIMIT :most)
              """,
              update -> update.bind("before", before.toEpochMilli()).bind("most", PRUNED_AT_ONCE));
      all += some;
    } while (some == PRUNED_AT_ONCE);
    return all;
  }

  private int update(String sql, Consumer<Update> bindings) {
    return jdbi.withHandle(
        handle -> {
          try (Update update = handle.createUpdate(sql)) {
            bindings.accept(update);
            return update.execute();
          }
        });
  }

  /**
   * Why an attempt failed.
   *
   * @param reason one line for people
   * @param stack the stack trace
   */
  public record Failure(String reason, String stack) {}
}
