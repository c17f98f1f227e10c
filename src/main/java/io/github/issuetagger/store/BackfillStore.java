package io.github.issuetagger.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The labellings of repositories' pasts. The repositories must be known. */
public final class BackfillStore {
  private final Jdbi jdbi;

  public BackfillStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The repository's backfill that was begun and not finished, else a new one. */
  public Backfill begin(long repositoryId, Instant now) {
    Optional<Backfill> open =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT * FROM backfills WHERE repository_id = :repository
                          AND finished_at IS NULL AND undone_at IS NULL
                        ORDER BY started_at
                        """)
                    .bind("repository", repositoryId)
                    .map((row, context) -> backfill(row))
                    .findFirst());
    return open.orElseGet(() -> insert(repositoryId, now));
  }

  private Backfill insert(long repositoryId, Instant now) {
    String name = repositoryId + " " + now.toEpochMilli();
    String id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO backfills (id, repository_id, started_at) VALUES (?, ?, ?)",
                id,
                repositoryId,
                now.toEpochMilli()));
    return find(id).orElseThrow();
  }

  /** The backfill of that id. */
  public Optional<Backfill> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM backfills WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> backfill(row))
                .findOne());
  }

  /** Notes that it has gone through all issues. */
  public void finish(String id, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE backfills SET finished_at = ? WHERE id = ?", now.toEpochMilli(), id));
  }

  /** Notes that it is taken back: nothing more is to be done for it. */
  public void undo(String id, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE backfills SET undone_at = ? WHERE id = ? AND undone_at IS NULL",
                now.toEpochMilli(),
                id));
  }

  /** The runs of its issues, in the order in which they were begun. */
  public List<Run> runs(Backfill backfill) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM triage_runs
                    WHERE repository_id = :repository AND delivery_guid LIKE :guids
                    ORDER BY created_at, issue_number
                    """)
                .bind("repository", backfill.repositoryId())
                .bind("guids", backfill.guids() + "%")
                .map((row, context) -> RunStore.run(row))
                .list());
  }

  private static Backfill backfill(ResultSet row) throws SQLException {
    return new Backfill(
        row.getString("id"),
        row.getLong("repository_id"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        time(row, "finished_at"),
        time(row, "undone_at"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
