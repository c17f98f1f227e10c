package io.github.issuetagger.github;

import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import java.util.Optional;
import java.util.Set;

/** Reads from GitHub. Every method throws {@code GitHubException} if the call fails. */
public interface IssueReader {
  /**
   * Returns the current issue, or empty if it was deleted or transferred, or the App may not see
   * it.
   */
  Optional<IssueSnapshot> issue(RepositoryRef repository, int number);

  /** Returns the repository's labels, from a short-lived cache that is revalidated by ETag. */
  LabelCatalog labels(RepositoryRef repository);

  /**
   * Returns the repository's settings file: {@code .github/issue-tagger.yml} of its default branch.
   * If it is missing, returns the old Issue-Label-Bot's file. If both are missing, looks for the
   * same files in the owner's {@code .github} repository.
   */
  Optional<SettingsFile> settings(RepositoryRef repository);

  /**
   * Returns the labels whose last event on this issue is that a person, not a bot, removed them.
   */
  Set<String> labelsRemovedByPeople(RepositoryRef repository, int number);

  /**
   * Returns the labels whose last event on this issue is that an account other than the App added
   * them.
   */
  Set<String> labelsAddedByOthers(RepositoryRef repository, int number);

  /** Returns the App's short name, by which people mention it. */
  String appSlug();

  /** Returns a person's role in the repository. */
  Role role(RepositoryRef repository, String login);
}
