package io.github.issuetagger.github;

import io.github.issuetagger.issue.RepositoryRef;

/** Gives the calls about a repository. */
@FunctionalInterface
interface RepositoryClients {
  RepositoryClient of(RepositoryRef repository);
}
