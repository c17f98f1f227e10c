package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.RepositoryClient;

/** Gives the calls about a repository. */
@FunctionalInterface
interface RepositoryClients {
  RepositoryClient of(RepositoryRef repository);
}
