package io.github.issuetagger.store;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** The deliveries table. Each method is one statement; callers put them into transactions. */
public final class DeliveryStore {
  private static final String COLUMNS =
      "guid, event, status, attempts, postponements, received_at, due_at, finished_at, reason,"
          + " stack, LENGTH(payload) AS payload_bytes";
  private static final int PRUNED_AT_ONCE = 500;

  private final Jdbi jdbi;

  public DeliveryStore(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Stores a delivery as pending; false when its GUID is known already. */
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

  /** Makes a dead delivery pending again, with fresh tries; false when it is not dead. */
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

  /** Notes a failed try and when the next one is due. */
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

  /** Makes a delivery a dead letter. */
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

  /** What the store knows about a delivery. */
  public Optional<StoredDelivery> find(String guid) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM deliveries WHERE guid = :guid")
                .bind("guid", guid)
                .map((row, context) -> stored(row))
                .findOne());
  }

  /** The delivery with its payload. */
  public Optional<Delivery> load(String guid) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT guid, event, payload, received_at FROM deliveries WHERE guid = :guid")
                .bind("guid", guid)
                .map(
                    (row, context) ->
                        new Delivery(
                            row.getString("guid"),
                            row.getString("event"),
                            row.getBytes("payload"),
                            Instant.ofEpochMilli(row.getLong("received_at"))))
                .findOne());
  }

  /** The newest deliveries first. */
  public List<StoredDelivery> list(int most) {
    return list("", most);
  }

  /** The newest deliveries of a status first. */
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
                .map((row, context) -> stored(row))
                .list());
  }

  /** The GUIDs of all deliveries of a status, the oldest first. */
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

  /** How many deliveries have the status. */
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
   * Removes handled deliveries that were finished before the time, a part of them at once so that
   * nobody waits long for the database.
   *
   * @return how many were removed
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

  private static StoredDelivery stored(ResultSet row) throws SQLException {
    return new StoredDelivery(
        row.getString("guid"),
        row.getString("event"),
        DeliveryStatus.valueOf(row.getString("status")),
        row.getInt("attempts"),
        row.getInt("postponements"),
        Instant.ofEpochMilli(row.getLong("received_at")),
        time(row, "due_at"),
        time(row, "finished_at"),
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getString("stack")),
        row.getInt("payload_bytes"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /**
   * Why a try failed.
   *
   * @param reason one line for people
   * @param stack the frames
   */
  public record Failure(String reason, String stack) {}
}
