package io.github.issuetagger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** How far the repositories' pasts have been read. The repositories must be known. */
public final class ImportProgressStore {
  private final Jdbi jdbi;

  public ImportProgressStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** How far a repository's past has been read. */
  public ImportProgress find(long repositoryId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM past_readings WHERE repository_id = :repository")
                .bind("repository", repositoryId)
                .map((row, context) -> reading(row))
                .findOne()
                .orElse(ImportProgress.START));
  }

  /** Notes how far it has been read by now. */
  public void save(long repositoryId, ImportProgress reading) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO past_readings
                      (repository_id, next_page, seen, entered, finished_at)
                    VALUES (:repository, :next, :seen, :entered, :finished)
                    ON CONFLICT (repository_id) DO UPDATE
                    SET next_page = excluded.next_page, seen = excluded.seen,
                        entered = excluded.entered, finished_at = excluded.finished_at
                    """)
                .bind("repository", repositoryId)
                .bind("next", reading.nextPage().orElse(null))
                .bind("seen", reading.seen())
                .bind("entered", reading.entered())
                .bind("finished", reading.finishedAt().map(Instant::toEpochMilli).orElse(null))
                .execute());
  }

  /** What a row says; one that is all nothing is the start. */
  static ImportProgress reading(ResultSet row) throws SQLException {
    long finished = row.getLong("finished_at");
    Optional<Instant> finishedAt =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(finished));
    return new ImportProgress(
        Optional.ofNullable(row.getString("next_page")),
        row.getInt("seen"),
        row.getInt("entered"),
        finishedAt);
  }
}
