package io.github.issuetagger.triage;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.GitHubCaches;
import io.github.issuetagger.store.RepositoryStore;
import io.github.issuetagger.triage.EventRouter.Behaviour;

/** Follows a repository to a new name, owner or default branch, and forgets a deleted one. */
final class RepositoryEventHandler implements Behaviour {
  private final GitHubCaches caches;
  private final RepositoryStore repositories;

  RepositoryEventHandler(GitHubCaches caches, RepositoryStore repositories) {
    this.caches = caches;
    this.repositories = repositories;
  }

  @Override
  public void handle(Delivery delivery, TriagePayload payload) {
    payload.repositoryRef().ifPresent(repository -> follow(repository, payload));
  }

  private void follow(RepositoryRef repository, TriagePayload payload) {
    caches.repositoryChanged(repository);
    payload.formerRepository().ifPresent(caches::repositoryChanged);
    switch (payload.actionOrNone()) {
      case "renamed", "transferred" -> repositories.moved(repository);
      case "deleted" -> repositories.forget(repository.id());
      default -> {}
    }
  }
}
