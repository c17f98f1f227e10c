package io.github.issuetagger.store;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores which labels are demoted, so that only the first process that notices a change reports it.
 * The repositories must be known. Safe for use by several threads.
 */
public final class DemotionStore {
  private final Jdbi jdbi;

  public DemotionStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Returns the demotions of a repository by {@link io.github.issuetagger.domain.LabelCatalog#key}.
   */
  public Map<String, String> all(long repositoryId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT label_key, standing FROM demotions WHERE repository_id = :repository")
                .bind("repository", repositoryId)
                .map(
                    (row, context) ->
                        Map.entry(row.getString("label_key"), row.getString("standing")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /**
   * Stores what the App no longer does with a label.
   *
   * @param standing what the App no longer does, in one clause
   * @return true if the demotion is new
   */
  public boolean demote(long repositoryId, String labelKey, String standing, Instant now) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO demotions (repository_id, label_key, standing, changed_at)
                        VALUES (:repository, :label, :standing, :now)
                        ON CONFLICT (repository_id, label_key) DO UPDATE
                        SET standing = excluded.standing, changed_at = excluded.changed_at
                        WHERE demotions.standing <> excluded.standing
                        """)
                    .bind("repository", repositoryId)
                    .bind("label", labelKey)
                    .bind("standing", standing)
                    .bind("now", now.toEpochMilli())
                    .execute())
        > 0;
  }

  /** Ends a label's demotion. Returns true if the label was demoted. */
  public boolean promote(long repositoryId, String labelKey) {
    return jdbi.withHandle(
            handle ->
                handle.execute(
                    "DELETE FROM demotions WHERE repository_id = ? AND label_key = ?",
                    repositoryId,
                    labelKey))
        > 0;
  }
}
