package io.github.issuetagger.triage;

import io.github.issuetagger.github.GitHubCaches;
import io.github.issuetagger.issue.Delivery;
import io.github.issuetagger.store.RepositoryStore;
import io.github.issuetagger.triage.EventRouter.Behaviour;

/** Forgets the repositories that the owner took away from the App. */
final class FollowSelection implements Behaviour {
  private final GitHubCaches caches;
  private final RepositoryStore repositories;

  FollowSelection(GitHubCaches caches, RepositoryStore repositories) {
    this.caches = caches;
    this.repositories = repositories;
  }

  @Override
  public void handle(Delivery delivery, Payload payload) {
    payload.installationId().ifPresent(caches::installationChanged);
    payload.removedRepositoryIds().forEach(repositories::forget);
  }
}
