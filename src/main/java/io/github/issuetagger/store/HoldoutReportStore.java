package io.github.issuetagger.store;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/**
 * In which repositories it was told what was measured on their past, so that it is told once, by
 * one process. The repositories must be known. Safe for use by several threads.
 */
public final class HoldoutReportStore {
  /** Whoever set out to tell has done so by then, or never will: calls end within a minute. */
  public static final Duration CLAIM = Duration.ofMinutes(5);

  private final Jdbi jdbi;

  public HoldoutReportStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Whether it is told, or GitHub refused it: there is nothing left to do. */
  public boolean settled(long repositoryId) {
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
   * Sets out to tell it, which nobody else may do for {@link #CLAIM}.
   *
   * @return whether nobody else has
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

  /** Gives a claim back: nothing was told, and it may be tried again. */
  public void withdraw(long repositoryId) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM past_reports WHERE repository_id = ? AND finished_at IS NULL",
                repositoryId));
  }

  /** Notes the issue that tells it. */
  public void told(long repositoryId, int issue, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE past_reports SET finished_at = ?, issue_number = ? WHERE repository_id = ?",
                now.toEpochMilli(),
                issue,
                repositoryId));
  }

  /** Notes that GitHub does not take it. */
  public void refused(long repositoryId, Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE past_reports SET finished_at = ? WHERE repository_id = ?",
                now.toEpochMilli(),
                repositoryId));
  }
}
