package io.github.issuetagger.triage;

import io.github.issuetagger.github.GitHubCaches;
import io.github.issuetagger.issue.Delivery;
import io.github.issuetagger.issue.RepositoryRef;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.triage.EventRouter.Behaviour;

/** Sees that the label catalog is read anew, and that a renamed label stays known as ours. */
final class FollowLabel implements Behaviour {
  private final GitHubCaches caches;
  private final RunStore runs;

  FollowLabel(GitHubCaches caches, RunStore runs) {
    this.caches = caches;
    this.runs = runs;
  }

  @Override
  public void handle(Delivery delivery, Payload payload) {
    payload.repositoryRef().ifPresent(repository -> follow(repository, payload));
  }

  private void follow(RepositoryRef repository, Payload payload) {
    caches.labelsChanged(repository);
    payload
        .formerName()
        .ifPresent(former -> runs.renameLabel(repository.id(), former, payload.labelName()));
  }
}
