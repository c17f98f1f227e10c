package io.github.issuetagger.triage;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.triage.EventRouter.Behaviour;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees which {@code issues} events ask for a triage. */
final class IssueEventHandler implements Behaviour {
  private static final Logger LOG = LoggerFactory.getLogger(IssueEventHandler.class);

  private final IssueTriage triage;

  IssueEventHandler(IssueTriage triage) {
    this.triage = triage;
  }

  @Override
  public void handle(Delivery delivery, TriagePayload payload) {
    Optional<TriageCause> cause = cause(payload);
    if (cause.isEmpty()) {
      return;
    }
    Optional<RepositoryRef> repository = payload.repositoryRef();
    if (repository.isEmpty()) {
      LOG.info("passed over an issue: the delivery names no installation of the App");
      return;
    }
    triage.run(
        new TriageRequest(delivery.guid(), repository.get(), payload.issueNumber(), cause.get()));
  }

  private static Optional<TriageCause> cause(TriagePayload payload) {
    return switch (payload.actionOrNone()) {
      case "opened" ->
          Optional.of(payload.cameFromElsewhere() ? TriageCause.TRANSFERRED : TriageCause.OPENED);
      case "reopened" -> Optional.of(TriageCause.REOPENED);
      case "edited" -> payload.textChanged() ? Optional.of(TriageCause.EDITED) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
