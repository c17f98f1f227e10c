package io.github.issuetagger.store;

import io.github.issuetagger.domain.RepositoryRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Ensures that one worker at a time handles an issue, across threads and processes. A lease expires
 * if its process dies. Safe for use by several threads.
 */
public final class IssueLeaseStore {
  /**
   * The duration of a lease: many times longer than an issue takes. A process that died blocks its
   * issue no longer than this.
   */
  public static final Duration DURATION = Duration.ofMinutes(2);

  private final Jdbi jdbi;
  private final Clock clock;

  public IssueLeaseStore(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Acquires a lease. Returns empty if another worker holds it. */
  public Optional<Lease> tryAcquire(RepositoryRef repository, int issue) {
    // The name is no secret. It only has to differ from other holders' names.
    String holder = UUID.randomUUID().toString();
    Instant now = clock.instant();
    int taken =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        INSERT INTO issue_leases (repository_id, issue_number, holder, held_until)
                        VALUES (:repository, :issue, :holder, :until)
                        ON CONFLICT (repository_id, issue_number) DO UPDATE
                        SET holder = excluded.holder, held_until = excluded.held_until
                        WHERE issue_leases.held_until <= :now
                        """)
                    .bind("repository", repository.id())
                    .bind("issue", issue)
                    .bind("holder", holder)
                    .bind("until", now.plus(DURATION).toEpochMilli())
                    .bind("now", now.toEpochMilli())
                    .execute());
    return taken == 1 ? Optional.of(new Lease(repository.id(), issue, holder)) : Optional.empty();
  }

  /** Releases all leases. Only for a process that serves alone, before it starts to work. */
  public void releaseAll() {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM issue_leases"));
  }

  /** A lease of an issue. */
  public final class Lease implements AutoCloseable {
    private final long repositoryId;
    private final int issue;
    private final String holder;

    private Lease(long repositoryId, int issue, String holder) {
      this.repositoryId = repositoryId;
      this.issue = issue;
      this.holder = holder;
    }

    /** Renews the lease. Returns false if it expired and another worker acquired the issue. */
    public boolean renew() {
      return jdbi.withHandle(
              handle ->
                  handle
                      .createUpdate(
                          """
                          UPDATE issue_leases SET held_until = :until
                          WHERE repository_id = :repository AND issue_number = :issue
                            AND holder = :holder
                          """)
                      .bind("until", clock.instant().plus(DURATION).toEpochMilli())
                      .bind("repository", repositoryId)
                      .bind("issue", issue)
                      .bind("holder", holder)
                      .execute())
          == 1;
    }

    /** Releases the lease if it is still held. */
    @Override
    public void close() {
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "DELETE FROM issue_leases"
                      + " WHERE repository_id = ? AND issue_number = ? AND holder = ?",
                  repositoryId,
                  issue,
                  holder));
    }
  }
}
