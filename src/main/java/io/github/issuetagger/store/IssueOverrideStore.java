package io.github.issuetagger.store;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores what people requested for an issue by command: wanted labels, unwanted labels, and whether
 * the App is paused. Compares labels by {@link LabelCatalog#key}. The repository must be known.
 * Safe for use by several threads.
 */
public final class IssueOverrideStore {
  private final Jdbi jdbi;

  public IssueOverrideStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Records that somebody wants the label on the issue. */
  public void want(RepositoryRef repository, int issue, String label) {
    wish(repository, issue, label, true);
  }

  /** Records that somebody does not want the label on the issue. */
  public void refuse(RepositoryRef repository, int issue, String label) {
    wish(repository, issue, label, false);
  }

  /** Returns the keys of the labels that people want. */
  public Set<String> wanted(RepositoryRef repository, int issue) {
    return labels(repository, issue, true);
  }

  /** Returns the keys of the labels that people do not want. */
  public Set<String> refused(RepositoryRef repository, int issue) {
    return labels(repository, issue, false);
  }

  /** Pauses the App on the issue. */
  public void pause(RepositoryRef repository, int issue) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO paused_issues (repository_id, issue_number) VALUES (?, ?)"
                    + " ON CONFLICT DO NOTHING",
                repository.id(),
                issue));
  }

  /** Ends the pause on the issue. */
  public void resume(RepositoryRef repository, int issue) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM paused_issues WHERE repository_id = ? AND issue_number = ?",
                repository.id(),
                issue));
  }

  /** Returns true if the App is paused on the issue. */
  public boolean paused(RepositoryRef repository, int issue) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT 1 FROM paused_issues
                    WHERE repository_id = :repository AND issue_number = :issue
                    """)
                .bind("repository", repository.id())
                .bind("issue", issue)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Renames a label. */
  public void renameLabel(long repositoryId, String from, String to) {
    if (LabelCatalog.key(from).equals(LabelCatalog.key(to))) {
      return;
    }
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM label_wishes WHERE repository_id = ? AND label_key = ?",
              repositoryId,
              LabelCatalog.key(to));
          handle.execute(
              "UPDATE label_wishes SET label_key = ? WHERE repository_id = ? AND label_key = ?",
              LabelCatalog.key(to),
              repositoryId,
              LabelCatalog.key(from));
        });
  }

  private void wish(RepositoryRef repository, int issue, String label, boolean wanted) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO label_wishes (repository_id, issue_number, label_key, wanted)
                    VALUES (:repository, :issue, :label, :wanted)
                    ON CONFLICT (repository_id, issue_number, label_key) DO UPDATE
                    SET wanted = excluded.wanted
                    """)
                .bind("repository", repository.id())
                .bind("issue", issue)
                .bind("label", LabelCatalog.key(label))
                .bind("wanted", wanted ? 1 : 0)
                .execute());
  }

  private Set<String> labels(RepositoryRef repository, int issue, boolean wanted) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT label_key FROM label_wishes
                    WHERE repository_id = :repository AND issue_number = :issue
                      AND wanted = :wanted
                    """)
                .bind("repository", repository.id())
                .bind("issue", issue)
                .bind("wanted", wanted ? 1 : 0)
                .mapTo(String.class)
                .collect(Collectors.toUnmodifiableSet()));
  }
}
