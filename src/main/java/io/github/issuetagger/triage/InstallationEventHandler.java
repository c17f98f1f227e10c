package io.github.issuetagger.triage;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.github.GitHubCaches;
import io.github.issuetagger.store.RepositoryStore;
import io.github.issuetagger.text.LogText;
import io.github.issuetagger.triage.EventRouter.Behaviour;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what no longer holds when the App is installed, suspended or removed. */
final class InstallationEventHandler implements Behaviour {
  private static final Logger LOG = LoggerFactory.getLogger(InstallationEventHandler.class);

  private final GitHubCaches caches;
  private final RepositoryStore repositories;

  InstallationEventHandler(GitHubCaches caches, RepositoryStore repositories) {
    this.caches = caches;
    this.repositories = repositories;
  }

  @Override
  public void handle(Delivery delivery, TriagePayload payload) {
    long installation =
        payload
            .installationId()
            .orElseThrow(() -> new MalformedPayloadException("it has no installation"));
    caches.installationChanged(installation);
    if (payload.actionOrNone().equals("deleted")) {
      repositories.forgetInstallation(installation);
    }
    LOG.info("installation {}: {}", installation, LogText.of(payload.actionOrNone()));
  }
}
