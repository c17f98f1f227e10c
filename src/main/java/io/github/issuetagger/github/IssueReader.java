package io.github.issuetagger.github;

import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import java.util.Optional;
import java.util.Set;

/** What the App reads from GitHub. Every method throws {@code GitHubException} when it cannot. */
public interface IssueReader {
  /** The issue as it stands now; empty when it is deleted, transferred away or hidden from us. */
  Optional<IssueSnapshot> issue(RepositoryRef repository, int number);

  /** The repository's labels, from a short-lived cache that is revalidated by ETag. */
  LabelCatalog labels(RepositoryRef repository);

  /**
   * The repository's settings file: {@code .github/issue-tagger.yml} of its default branch, else
   * the old Issue-Label-Bot's file, else the same in the owner's {@code .github} repository.
   */
  Optional<SettingsFile> settings(RepositoryRef repository);

  /** Names of the labels that a person (no bot) took off this issue, by the last such event. */
  Set<String> labelsRemovedByPeople(RepositoryRef repository, int number);

  /**
   * Names of the labels that somebody else than the App put on this issue, by the last such event.
   */
  Set<String> labelsAddedByOthers(RepositoryRef repository, int number);

  /** The App's short name, by which people mention it. */
  String appSlug();

  /** What that person may do in the repository. */
  Role role(RepositoryRef repository, String login);
}
