package io.github.issuetagger.store;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores in which repositories the holdout report was posted, so that only one process posts it,
 * and only once. The repositories must be known. Safe for use by several threads.
 */
public final class HoldoutReportStore {
  /**
   * The duration of a claim. After this time the claiming process has posted the report or failed,
   * because calls end within a minute.
   */
  public static final Duration CLAIM = Duration.ofMinutes(5);

  private final Jdbi jdbi;

  public HoldoutReportStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns true if the report was posted or GitHub refused it. */
  public boolean isSettled(long repositoryId) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createQuery(
                        """
                        SELECT COUNT(*) FROM past_reports
                        WHERE repository_id = :repository AND finished_at IS NOT NULL
                        """)
                    .bind("repository", repositoryId)
                    .mapTo(int.class)
                    .one()
                > 0);
  }

  /**
   * Claims the report, so that no other process may post it for {@link #CLAIM}.
   *
   * @return true if no other process holds the claim and the report is not settled
   */
  public boolean claim(long repositoryId, Instant now) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO past_reports (repository_id, claimed_at)
                        VALUES (:repository, :now)
                        ON CONFLICT (repository_id) DO UPDATE
                        SET claimed_at = excluded.claimed_at
                        WHERE past_reports.finished_at IS NULL
                          AND past_reports.claimed_at <= :stale
                        """)
                    .bind("repository", repositoryId)
                    .bind("now", now.toEpochMilli())
                    .bind("stale", now.minus(CLAIM).toEpochMilli())
                    .execute())
        == 1;
  }

  /** Withdraws a claim because nothing was posted. The report may be tried again. */
  public void withdraw(long repositoryId) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM past_reports WHERE repository_id = ? AND finished_at IS NULL",
                repositoryId));
  }

  /** Stores the issue that has the report. */
  public void markPosted(long repositoryId, int issue, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE past_reports SET finished_at = ?, issue_number = ? WHERE repository_id = ?",
                now.toEpochMilli(),
                issue,
                repositoryId));
  }

  /** Records that GitHub refused the report. */
  public void markRefused(long repositoryId, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE past_reports SET finished_at = ? WHERE repository_id = ?",
                now.toEpochMilli(),
                repositoryId));
  }
}
