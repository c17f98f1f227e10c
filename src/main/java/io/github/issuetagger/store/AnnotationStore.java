package io.github.issuetagger.store;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * The ledger of examples: everybody's word on which label belongs to which issue. Nothing is
 * overwritten; of several words on one label of one issue the weightiest source's stands, and of
 * that source's the latest. Safe for use by several threads.
 */
public final class AnnotationStore {
  /** Sorts the weightiest source first. */
  private static final String WEIGHT =
      """
      CASE source WHEN '%s' THEN 0 WHEN '%s' THEN 1 WHEN '%s' THEN 2 ELSE 3 END
      """
          .formatted(
              AnnotationSource.MAINTAINER, AnnotationSource.AUTHOR, AnnotationSource.TEMPLATE)
          .strip();

  private final Jdbi jdbi;

  public AnnotationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Enters a word; the same one again has no effect. The repository must be known. */
  public void enter(LabelAnnotation example) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO examples
                      (repository_id, issue_number, label, label_key, belongs, source, how, said_at)
                    VALUES (:repository, :issue, :label, :key, :belongs, :source, :how, :at)
                    ON CONFLICT
                      (repository_id, issue_number, label_key, source, how, belongs, said_at)
                      DO NOTHING
                    """)
                .bind("repository", example.repositoryId())
                .bind("issue", example.issue())
                .bind("label", example.label())
                .bind("key", LabelCatalog.key(example.label()))
                .bind("belongs", example.belongs() ? 1 : 0)
                .bind("source", example.source().name())
                .bind("how", example.how())
                .bind("at", example.at().toEpochMilli())
                .execute());
  }

  /** The words that stand in a repository, one an issue and label. */
  public List<LabelAnnotation> standing(long repositoryId) {
    return standing(repositoryId, "", "");
  }

  /** The words that stand on one issue, one a label. */
  public List<LabelAnnotation> standing(long repositoryId, int issue) {
    return standing(repositoryId, "AND issue_number = " + issue, "");
  }

  /**
   * The words that stood when the ledger ended with that word, one an issue and label.
   *
   * @param last of {@link #last}
   */
  public List<LabelAnnotation> standingOnce(long repositoryId, long last) {
    return standing(repositoryId, "AND id <= " + last, "");
  }

  /** Of the words that stand, those that came after that one. */
  public List<LabelAnnotation> standingSince(long repositoryId, long last) {
    return standing(repositoryId, "", "AND ranked.id > " + last);
  }

  /**
   * The labels that were spoken of when the ledger ended with that word, by their keys of today.
   */
  public Set<String> labels(long repositoryId, long last) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT label_key FROM examples"
                        + " WHERE repository_id = :repository AND id <= :last")
                .bind("repository", repositoryId)
                .bind("last", last)
                .mapTo(String.class)
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** The number of the last word in a repository; 0 when there is none. */
  public long last(long repositoryId) {
    return number(
        "SELECT COALESCE(MAX(id), 0) FROM examples WHERE repository_id = ?", repositoryId);
  }

  /** How many words of people came after that one. */
  public long since(long repositoryId, long last) {
    return number(
        "SELECT COUNT(*) FROM examples WHERE repository_id = ? AND id > ? AND source <> ?",
        repositoryId,
        last,
        AnnotationSource.BOT.name());
  }

  private long number(String query, Object... arguments) {
    return jdbi.withHandle(handle -> handle.select(query, arguments).mapTo(Long.class).one());
  }

  private List<LabelAnnotation> standing(long repositoryId, String counted, String wanted) {
    String ranked =
        """
        SELECT ranked.* FROM (
          SELECT examples.*, ROW_NUMBER() OVER (
            PARTITION BY issue_number, label_key ORDER BY %s, said_at DESC, id DESC) AS place
          FROM examples WHERE repository_id = :repository %s) ranked
        WHERE ranked.place = 1 %s ORDER BY issue_number, label_key
        """
            .formatted(WEIGHT, counted, wanted);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(ranked)
                .bind("repository", repositoryId)
                .map((row, context) -> example(row))
                .list());
  }

  /** Every word on one issue, the oldest first. */
  public List<LabelAnnotation> all(long repositoryId, int issue) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM examples
                    WHERE repository_id = :repository AND issue_number = :issue
                    ORDER BY said_at, id
                    """)
                .bind("repository", repositoryId)
                .bind("issue", issue)
                .map((row, context) -> example(row))
                .list());
  }

  /** Forgets what was said about an issue: it was deleted, or is another repository's now. */
  public void drop(long repositoryId, int issue) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM examples WHERE repository_id = ? AND issue_number = ?",
                repositoryId,
                issue));
  }

  /** Follows a label that the repository renamed; doing so again has no effect. */
  public void renameLabel(long repositoryId, String from, String to) {
    String fromKey = LabelCatalog.key(from);
    String toKey = LabelCatalog.key(to);
    jdbi.useTransaction(
        handle -> {
          if (!fromKey.equals(toKey)) {
            // The webhooks may have come in another order: the same word under both names is one.
            handle.execute(
                """
                DELETE FROM examples WHERE repository_id = ? AND label_key = ? AND EXISTS
                  (SELECT 1 FROM examples twin
                   WHERE twin.repository_id = examples.repository_id
                     AND twin.issue_number = examples.issue_number AND twin.label_key = ?
                     AND twin.source = examples.source AND twin.how = examples.how
                     AND twin.belongs = examples.belongs AND twin.said_at = examples.said_at)
                """,
                repositoryId,
                fromKey,
                toKey);
          }
          handle.execute(
              "UPDATE examples SET label = ?, label_key = ?"
                  + " WHERE repository_id = ? AND label_key = ?",
              to,
              toKey,
              repositoryId,
              fromKey);
        });
  }

  /** Forgets what was said about a label: the repository has it no more. */
  public void dropLabel(long repositoryId, String label) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM examples WHERE repository_id = ? AND label_key = ?",
                repositoryId,
                LabelCatalog.key(label)));
  }

  static LabelAnnotation example(ResultSet row) throws SQLException {
    return new LabelAnnotation(
        row.getLong("repository_id"),
        row.getInt("issue_number"),
        row.getString("label"),
        row.getInt("belongs") == 1,
        AnnotationSource.valueOf(row.getString("source")),
        row.getString("how"),
        Instant.ofEpochMilli(row.getLong("said_at")));
  }
}
