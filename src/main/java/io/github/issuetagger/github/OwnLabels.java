package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;

/** The labels that the App itself put on issues. */
public interface OwnLabels {
  /**
   * Takes a label off an issue again, if it is there and the App was the last to put it there. What
   * a person did to it in between is left as it is.
   *
   * @return whether it was taken off
   * @throws GitHubException when GitHub does not do its part
   */
  boolean takeBack(RepositoryRef repository, int number, String label);
}
