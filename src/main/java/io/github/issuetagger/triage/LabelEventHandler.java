package io.github.issuetagger.triage;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.GitHubCaches;
import io.github.issuetagger.store.IssueOverrideStore;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.triage.EventRouter.Behaviour;

/** Sees that the label catalog is read anew, and that a renamed label stays known as ours. */
final class LabelEventHandler implements Behaviour {
  private final GitHubCaches caches;
  private final RunStore runs;
  private final IssueOverrideStore wishes;

  LabelEventHandler(GitHubCaches caches, TriageStore store) {
    this.caches = caches;
    this.runs = store.runs();
    this.wishes = store.overrides();
  }

  @Override
  public void handle(Delivery delivery, TriagePayload payload) {
    payload.repositoryRef().ifPresent(repository -> follow(repository, payload));
  }

  private void follow(RepositoryRef repository, TriagePayload payload) {
    caches.labelsChanged(repository);
    payload.formerName().ifPresent(former -> rename(repository.id(), former, payload.labelName()));
  }

  private void rename(long repositoryId, String former, String name) {
    runs.renameLabel(repositoryId, former, name);
    wishes.renameLabel(repositoryId, former, name);
  }
}
