package io.github.issuetagger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Stores the progress of history imports, and reads the progress of learning. The repositories must
 * be known. Safe for use by several threads.
 */
public final class LearningProgressStore {
  private static final RowMapper<ImportProgress> IMPORT_MAPPER =
      ConstructorMapper.of(ImportProgress.class);

  private final Jdbi jdbi;

  public LearningProgressStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns the progress of a repository's history import. */
  public ImportProgress find(long repositoryId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM past_readings WHERE repository_id = :repository")
                .bind("repository", repositoryId)
                .map(IMPORT_MAPPER)
                .findOne()
                .orElse(ImportProgress.START));
  }

  /** Stores the progress of a repository's history import. */
  public void save(long repositoryId, ImportProgress progress) {
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
                .bind("next", progress.nextPage().orElse(null))
                .bind("seen", progress.seen())
                .bind("entered", progress.entered())
                .bind("finished", progress.finishedAt().map(Instant::toEpochMilli).orElse(null))
                .execute());
  }

  /** Returns the progress of learning for all known repositories, by name. */
  public List<LearningProgress> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT r.owner, r.name, p.next_page, p.seen, p.entered, p.finished_at,
                      e.words, e.issues, v.version, v.created_at, v.encoder, v.last_word,
                      v.examples, v.labels, v.log_loss, v.micro_f1, v.state, v.why
                    FROM repositories r
                    LEFT JOIN past_readings p ON p.repository_id = r.id
                    LEFT JOIN (
                      SELECT repository_id, COUNT(*) AS words,
                        COUNT(DISTINCT issue_number) AS issues
                      FROM examples GROUP BY repository_id) e ON e.repository_id = r.id
                    LEFT JOIN learned_versions v
                      ON v.repository_id = r.id AND v.state = :serving
                    ORDER BY LOWER(r.owner), LOWER(r.name), r.id
                    """)
                .bind("serving", ModelVersion.State.SERVING.name())
                .map(LearningProgressStore::progress)
                .list());
  }

  private static LearningProgress progress(ResultSet row, StatementContext context)
      throws SQLException {
    return new LearningProgress(
        row.getString("owner"),
        row.getString("name"),
        IMPORT_MAPPER.map(row, context),
        row.getInt("words"),
        row.getInt("issues"),
        serving(row, context));
  }

  private static Optional<ModelVersion> serving(ResultSet row, StatementContext context)
      throws SQLException {
    return row.getInt("version") == 0
        ? Optional.empty()
        : Optional.of(ModelVersionStore.VERSION_MAPPER.map(row, context));
  }
}
