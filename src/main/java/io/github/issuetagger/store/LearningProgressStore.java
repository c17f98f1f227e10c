package io.github.issuetagger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Looks how far the App is with learning. Safe for use by several threads. */
public final class LearningProgressStore {
  private final Jdbi jdbi;

  public LearningProgressStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** All repositories that the App knows, by name. */
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
                .map((row, context) -> progress(row))
                .list());
  }

  private static LearningProgress progress(ResultSet row) throws SQLException {
    return new LearningProgress(
        row.getString("owner"),
        row.getString("name"),
        ImportProgressStore.reading(row),
        row.getInt("words"),
        row.getInt("issues"),
        serving(row));
  }

  private static Optional<ModelVersion> serving(ResultSet row) throws SQLException {
    return row.getInt("version") == 0
        ? Optional.empty()
        : Optional.of(ModelVersionStore.version(row));
  }
}
