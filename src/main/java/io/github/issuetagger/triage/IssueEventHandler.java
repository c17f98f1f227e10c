package io.github.issuetagger.triage;

import io.github.issuetagger.events.IssueEvent;
import java.util.Optional;

/** Triages issues that are opened, reopened or edited. Safe for use by several threads. */
public final class IssueEventHandler {
  private final TriageService triage;

  public IssueEventHandler(TriageService triage) {
    this.triage = triage;
  }

  /**
   * Triages the event's issue if the event calls for it.
   *
   * @throws IssueBusyException if another worker holds the issue
   * @throws io.github.issuetagger.github.http.GitHubException if a request to GitHub fails
   */
  public void handle(IssueEvent event) {
    cause(event)
        .ifPresent(
            cause ->
                triage.triage(
                    event.deliveryId(), event.repository(), event.issue().number(), cause));
  }

  private static Optional<TriageCause> cause(IssueEvent event) {
    return switch (event.action()) {
      case OPENED ->
          Optional.of(event.changes().repository() ? TriageCause.TRANSFERRED : TriageCause.OPENED);
      case REOPENED -> Optional.of(TriageCause.REOPENED);
      case EDITED -> event.changes().text() ? Optional.of(TriageCause.EDITED) : Optional.empty();
      case CLOSED, DELETED, TRANSFERRED, LABELED, UNLABELED -> Optional.empty();
    };
  }
}
