package io.github.issuetagger.store;

import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;

/** Stores which comment on an issue is the App's. */
public final class CommentStore {
  private final Jdbi jdbi;

  public CommentStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns the ID of the App's comment, or empty if the App wrote none. */
  public OptionalLong find(long repositoryId, int issue) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT comment_id FROM issue_comments
                    WHERE repository_id = :repository AND issue_number = :issue
                    """)
                .bind("repository", repositoryId)
                .bind("issue", issue)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty));
  }

  /** Stores the ID of the App's comment. The repository must be known. */
  public void save(long repositoryId, int issue, long commentId) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO issue_comments (repository_id, issue_number, comment_id)
                    VALUES (:repository, :issue, :comment)
                    ON CONFLICT (repository_id, issue_number) DO UPDATE
                    SET comment_id = excluded.comment_id
                    """)
                .bind("repository", repositoryId)
                .bind("issue", issue)
                .bind("comment", commentId)
                .execute());
  }
}
