package io.github.issuetagger.triage;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.RepositoryStore;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a delivery to the one behaviour that its event asks for. Events that nothing is to be done
 * about, and payloads that nothing can be done about, are passed over. Safe for use by several
 * threads.
 */
public final class EventRouter {
  private static final Logger LOG = LoggerFactory.getLogger(EventRouter.class);

  private final Map<String, Behaviour> behaviours;

  /** What to do about one event. */
  @FunctionalInterface
  interface Behaviour {
    void handle(Delivery delivery, TriagePayload payload);
  }

  public EventRouter(TriageDependencies parts) {
    RepositoryStore repositories = parts.store().repositories();
    this.behaviours =
        Map.of(
            "issues", new IssueEventHandler(IssueTriage.with(parts)),
            "installation", new InstallationEventHandler(parts.caches(), repositories),
            "installation_repositories",
                new RepositorySelectionHandler(parts.caches(), repositories),
            "label", new LabelEventHandler(parts.caches(), parts.store()),
            "repository", new RepositoryEventHandler(parts.caches(), repositories),
            "ping", (delivery, payload) -> LOG.info("GitHub says hello: the webhook arrives"));
  }

  /**
   * Does what the delivery asks for.
   *
   * @throws IssueBusyException when another worker is at the same issue
   * @throws io.github.issuetagger.github.http.GitHubException when GitHub does not do its part
   */
  public void handle(Delivery delivery) {
    Behaviour behaviour = behaviours.get(delivery.event());
    if (behaviour == null) {
      LOG.debug("nothing to do for a delivery of this event");
      return;
    }
    try {
      behaviour.handle(delivery, TriagePayload.of(delivery));
    } catch (MalformedPayloadException e) {
      LOG.warn("passed over the payload of delivery {}: {}", delivery.guid(), e.getMessage());
    }
  }
}
