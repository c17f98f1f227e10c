package io.github.issuetagger.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Stores backfills. The repositories must be known. */
public final class BackfillStore {
  private final Jdbi jdbi;

  public BackfillStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns the repository's unfinished backfill, or a new one. */
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
                    .map(ConstructorMapper.of(Backfill.class))
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

  /** Returns the backfill with that ID. */
  public Optional<Backfill> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM backfills WHERE id = :id")
                .bind("id", id)
                .map(ConstructorMapper.of(Backfill.class))
                .findOne());
  }

  /** Marks a backfill as finished. */
  public void finish(String id, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE backfills SET finished_at = ? WHERE id = ?", now.toEpochMilli(), id));
  }

  /** Marks a backfill as undone, so that it is not continued. */
  public void undo(String id, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE backfills SET undone_at = ? WHERE id = ? AND undone_at IS NULL",
                now.toEpochMilli(),
                id));
  }

  /** Returns the runs of the backfill's issues, in the order in which they began. */
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
}
