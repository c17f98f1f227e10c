package io.github.issuetagger.store;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores each repository's last valid settings file, and which invalid file was reported to its
 * maintainers. The repositories must be known.
 */
public final class LastGoodSettingsStore {
  private final Jdbi jdbi;

  public LastGoodSettingsStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A settings file.
   *
   * @param sha the blob's SHA-1
   * @param legacy whether the file is the old Issue-Label-Bot's
   * @param yaml the file's text
   */
  public record Stored(String sha, boolean legacy, String yaml) {}

  /** Returns the last valid file. */
  public Optional<Stored> find(long repositoryId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT good_sha, good_legacy, good_yaml FROM repository_settings
                    WHERE repository_id = :repository AND good_sha IS NOT NULL
                    """)
                .bind("repository", repositoryId)
                .map(
                    (row, context) ->
                        new Stored(
                            row.getString("good_sha"),
                            row.getInt("good_legacy") == 1,
                            row.getString("good_yaml")))
                .findOne());
  }

  /** Stores a valid file. If an invalid file follows, it is reported again. */
  public void save(long repositoryId, Stored file) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO repository_settings
                      (repository_id, good_sha, good_legacy, good_yaml)
                    VALUES (:repository, :sha, :legacy, :yaml)
                    ON CONFLICT (repository_id) DO UPDATE
                    SET good_sha = excluded.good_sha, good_legacy = excluded.good_legacy,
                        good_yaml = excluded.good_yaml, told_sha = NULL, told_issue = NULL
                    WHERE repository_settings.good_sha IS NULL
                       OR repository_settings.good_sha <> excluded.good_sha
                       OR repository_settings.told_sha IS NOT NULL
                    """)
                .bind("repository", repositoryId)
                .bind("sha", file.sha())
                .bind("legacy", file.legacy() ? 1 : 0)
                .bind("yaml", file.yaml())
                .execute());
  }

  /** Deletes the file and the notice, because the repository no longer has settings. */
  public void forget(long repositoryId) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM repository_settings WHERE repository_id = ?", repositoryId));
  }

  /**
   * Claims the report of an invalid file for one issue's comment.
   *
   * @return true if this comment reports the file, because no other issue's comment has reported it
   */
  public boolean claimNotice(long repositoryId, String brokenSha, int issue) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO repository_settings (repository_id, told_sha, told_issue)
                        VALUES (:repository, :sha, :issue)
                        ON CONFLICT (repository_id) DO UPDATE
                        SET told_sha = excluded.told_sha, told_issue = excluded.told_issue
                        WHERE repository_settings.told_sha IS NULL
                           OR repository_settings.told_sha <> excluded.told_sha
                           OR repository_settings.told_issue = excluded.told_issue
                        """)
                    .bind("repository", repositoryId)
                    .bind("sha", brokenSha)
                    .bind("issue", issue)
                    .execute())
        == 1;
  }

  /** Withdraws a claim, because the comment could not be written. */
  public void withdrawNotice(long repositoryId, String brokenSha) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE repository_settings SET told_sha = NULL, told_issue = NULL"
                    + " WHERE repository_id = ? AND told_sha = ?",
                repositoryId,
                brokenSha));
  }
}
