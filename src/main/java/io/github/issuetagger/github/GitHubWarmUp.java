package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.AppJwt;
import io.github.issuetagger.github.http.UnreadableResponses;

/**
 * Does once, at the start, what takes long the first time only: signing, and loading github-api's
 * classes. Otherwise the first issue would wait for it. Makes no call.
 */
final class GitHubWarmUp {
  /** Names no repository that GitHub could have: its numbers begin at 1. */
  private static final RepositoryRef NOWHERE = new RepositoryRef(0, 0, "nobody", "nowhere");

  private GitHubWarmUp() {}

  static void run(AppJwt jwt, RepositoryClients repositories) {
    jwt.create();
    UnreadableResponses.sorted(() -> repositories.of(NOWHERE).handle());
  }
}
