package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.events.InstallationEvent;
import io.github.issuetagger.events.InstallationRepositoriesEvent;
import io.github.issuetagger.events.LabelEvent;
import io.github.issuetagger.events.RepositoryEvent;
import io.github.issuetagger.github.GitHubCaches;
import io.github.issuetagger.store.RepositoryStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.text.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the caches and the stored data in step with installations, repositories and labels. Safe
 * for use by several threads.
 */
public final class RepositoryEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RepositoryEvents.class);

  private final GitHubCaches caches;
  private final TriageStore store;
  private final RepositoryStore repositories;

  public RepositoryEvents(GitHubCaches caches, TriageStore store) {
    this.caches = caches;
    this.store = store;
    this.repositories = store.repositories();
  }

  /** Clears what the App cached of an installation. Erases the data of a deleted installation. */
  public void handle(InstallationEvent event) {
    caches.installationChanged(event.installationId());
    if (event.action().equals("deleted")) {
      repositories.forgetInstallation(event.installationId());
    }
    LOG.info("installation {}: {}", event.installationId(), LogText.of(event.action()));
  }

  /** Erases the data of the repositories that the App may no longer use. */
  public void handle(InstallationRepositoriesEvent event) {
    caches.installationChanged(event.installationId());
    event.removedIds().forEach(repositories::forget);
  }

  /** Stores a repository's new name or owner. Erases the data of a deleted repository. */
  public void handle(RepositoryEvent event) {
    RepositoryRef repository = event.repository();
    caches.repositoryChanged(repository);
    event.former().ifPresent(caches::repositoryChanged);
    switch (event.action()) {
      case "renamed", "transferred" -> repositories.moved(repository);
      case "deleted" -> repositories.forget(repository.id());
      default -> {}
    }
  }

  /** Clears the cached labels of the repository. Renames a renamed label in the stored data. */
  public void handle(LabelEvent event) {
    caches.labelsChanged(event.repository());
    event.formerName().ifPresent(former -> rename(event, former));
  }

  private void rename(LabelEvent event, String former) {
    long repositoryId = event.repository().id();
    store.runs().renameLabel(repositoryId, former, event.name());
    store.overrides().renameLabel(repositoryId, former, event.name());
  }
}
