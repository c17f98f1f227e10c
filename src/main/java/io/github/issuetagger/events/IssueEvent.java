package io.github.issuetagger.events;

import io.github.issuetagger.domain.RepositoryRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An issue was opened, edited, labeled, closed and so on. Actions that no handler needs are not
 * parsed into this event.
 *
 * @param deliveryId GitHub's GUID of the delivery
 * @param action what happened
 * @param repository the issue's repository
 * @param issue the issue after the event
 * @param label the label that was added or removed; empty if the label itself was deleted
 * @param sender the account that caused the event
 * @param changes what the event changed
 */
public record IssueEvent(
    String deliveryId,
    Action action,
    RepositoryRef repository,
    Issue issue,
    Optional<String> label,
    Optional<Account> sender,
    Changes changes)
    implements WebhookEvent {

  /** The actions that a handler needs. */
  public enum Action {
    OPENED,
    EDITED,
    REOPENED,
    CLOSED,
    DELETED,
    TRANSFERRED,
    LABELED,
    UNLABELED
  }

  /**
   * The issue, without its title and body.
   *
   * @param number the issue's number
   * @param author the account that opened the issue
   * @param labels the names of the issue's labels after the event
   * @param createdAt when the issue was opened; the delivery's arrival if the payload does not say
   * @param updatedAt when the event happened by GitHub's clock, because deliveries may arrive out
   *     of order; the delivery's arrival if the payload does not say
   * @param notPlanned whether the issue was closed as not planned
   */
  public record Issue(
      int number,
      Optional<Account> author,
      List<String> labels,
      Instant createdAt,
      Instant updatedAt,
      boolean notPlanned) {
    public Issue {
      labels = List.copyOf(labels);
    }
  }

  /**
   * What the event changed.
   *
   * @param text whether the title or the body changed
   * @param repository whether the issue came from another repository
   */
  public record Changes(boolean text, boolean repository) {}
}
