package io.github.issuetagger.triage;

import io.github.issuetagger.issue.Delivery;
import io.github.issuetagger.issue.RepositoryRef;
import io.github.issuetagger.triage.EventRouter.Behaviour;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees which {@code issues} events ask for a triage. */
final class StartTriage implements Behaviour {
  private static final Logger LOG = LoggerFactory.getLogger(StartTriage.class);

  private final TriageIssue triage;

  StartTriage(TriageIssue triage) {
    this.triage = triage;
  }

  @Override
  public void handle(Delivery delivery, Payload payload) {
    Optional<Cause> cause = cause(payload);
    if (cause.isEmpty()) {
      return;
    }
    Optional<RepositoryRef> repository = payload.repositoryRef();
    if (repository.isEmpty()) {
      LOG.info("passed over an issue: the delivery names no installation of the App");
      return;
    }
    triage.run(
        new IssueTask(delivery.guid(), repository.get(), payload.issueNumber(), cause.get()));
  }

  private static Optional<Cause> cause(Payload payload) {
    return switch (payload.actionOrNone()) {
      case "opened" -> Optional.of(payload.cameFromElsewhere() ? Cause.TRANSFERRED : Cause.OPENED);
      case "reopened" -> Optional.of(Cause.REOPENED);
      case "edited" -> payload.textChanged() ? Optional.of(Cause.EDITED) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
