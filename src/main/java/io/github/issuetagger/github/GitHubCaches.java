package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;

/** What the gateway remembers, for webhooks that say that it is no longer so. */
public interface GitHubCaches {
  /** A label was created, renamed, described anew or deleted. */
  void labelsChanged(RepositoryRef repository);

  /** The repository was renamed, transferred, deleted, or its settings may have changed. */
  void repositoryChanged(RepositoryRef repository);

  /** The App was installed, removed, suspended, or given other repositories or permissions. */
  void installationChanged(long installationId);
}
