package io.github.issuetagger.github;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.Optional;

/** Reads a repository's past. */
public interface IssueHistory {
  /** Which issues are wanted. */
  enum Which {
    ALL,
    OPEN
  }

  /**
   * A page of the repository's issues, the newest first; one call to GitHub. New issues may shift
   * what is left by a few, so that one may come twice.
   *
   * @param place where to go on, as the page before told; empty for the newest
   * @throws GitHubException when GitHub does not answer, or does not know the place any more
   */
  IssueHistoryPage page(RepositoryRef repository, Which which, Optional<String> place);
}
