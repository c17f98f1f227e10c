package io.github.issuetagger.triage;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.github.GitHubCaches;
import io.github.issuetagger.store.RepositoryStore;
import io.github.issuetagger.triage.EventRouter.Behaviour;

/** Forgets the repositories that the owner took away from the App. */
final class RepositorySelectionHandler implements Behaviour {
  private final GitHubCaches caches;
  private final RepositoryStore repositories;

  RepositorySelectionHandler(GitHubCaches caches, RepositoryStore repositories) {
    this.caches = caches;
    this.repositories = repositories;
  }

  @Override
  public void handle(Delivery delivery, TriagePayload payload) {
    payload.installationId().ifPresent(caches::installationChanged);
    payload.removedRepositoryIds().forEach(repositories::forget);
  }
}
