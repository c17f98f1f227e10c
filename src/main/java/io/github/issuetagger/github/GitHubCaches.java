package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;

/** Invalidates cached data when a webhook reports a change. */
public interface GitHubCaches {
  /** Call if a label was created, edited or deleted. */
  void labelsChanged(RepositoryRef repository);

  /**
   * Call if the repository was renamed, transferred or deleted, or its settings may have changed.
   */
  void repositoryChanged(RepositoryRef repository);

  /**
   * Call if the App was installed, removed or suspended, or its repositories or permissions
   * changed.
   */
  void installationChanged(long installationId);
}
