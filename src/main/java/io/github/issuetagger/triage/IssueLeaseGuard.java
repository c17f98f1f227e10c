package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.IssueLeaseStore;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.MDC;

/** Sees that nobody else works on an issue meanwhile, and that the log says which issue it is. */
final class IssueLeaseGuard {
  /** An issue takes a second or two; the one before us will be done by then. */
  private static final Duration BUSY_PAUSE = Duration.ofSeconds(5);

  private final IssueLeaseStore leases;
  private final Clock clock;

  IssueLeaseGuard(IssueLeaseStore leases, Clock clock) {
    this.leases = leases;
    this.clock = clock;
  }

  /**
   * Does the work.
   *
   * @throws IssueBusyException when another worker is at the issue
   */
  void on(RepositoryRef repository, int issue, Consumer<Lease> work) {
    MDC.put("repository", repository.fullName());
    MDC.put("issue", Integer.toString(issue));
    try (Lease lease =
        leases.tryAcquire(repository, issue).orElseThrow(() -> busy(repository, issue))) {
      work.accept(lease);
    } finally {
      MDC.remove("repository");
      MDC.remove("issue");
    }
  }

  /** What to throw when the issue is somebody else's. */
  IssueBusyException busy(RepositoryRef repository, int issue) {
    return new IssueBusyException(
        "another worker is at " + repository.fullName() + "#" + issue,
        clock.instant().plus(BUSY_PAUSE));
  }
}
