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
 * Stores label annotations: who said that a label belongs to an issue or does not. Never overwrites
 * an annotation. If an issue has several annotations for one label, the most trusted source's
 * current one counts, and of several by that source the latest. Safe for use by several threads.
 */
public final class AnnotationStore {
  /** Sorts the most trusted source first. */
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

  /**
   * Adds an annotation. Adding the same annotation again has no effect. The repository must be
   * known.
   */
  public void add(LabelAnnotation annotation) {
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
                .bind("repository", annotation.repositoryId())
                .bind("issue", annotation.issue())
                .bind("label", annotation.label())
                .bind("key", LabelCatalog.key(annotation.label()))
                .bind("belongs", annotation.belongs() ? 1 : 0)
                .bind("source", annotation.source().name())
                .bind("how", annotation.how())
                .bind("at", annotation.at().toEpochMilli())
                .execute());
  }

  /** Returns the effective annotations of a repository, one for each issue and label. */
  public List<LabelAnnotation> loadEffective(long repositoryId) {
    return loadEffective(repositoryId, "", "");
  }

  /** Returns the effective annotations of an issue, one for each label. */
  public List<LabelAnnotation> loadEffective(long repositoryId, int issue) {
    return loadEffective(repositoryId, "AND issue_number = " + issue, "");
  }

  /**
   * Returns the annotations that were effective when the given annotation was the last one.
   *
   * @param last an ID from {@link #lastId}
   */
  public List<LabelAnnotation> loadEffectiveUpTo(long repositoryId, long last) {
    return loadEffective(repositoryId, "AND id <= " + last, "");
  }

  /** Returns the effective annotations that were added after the given one. */
  public List<LabelAnnotation> loadEffectiveSince(long repositoryId, long last) {
    return loadEffective(repositoryId, "", "AND ranked.id > " + last);
  }

  /**
   * Returns the keys of the labels that had annotations when the given annotation was the last one.
   * Renamed labels have their current key.
   */
  public Set<String> labelKeysUpTo(long repositoryId, long last) {
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

  /** Returns the ID of a repository's last annotation, or 0 if there is none. */
  public long lastId(long repositoryId) {
    return number(
        "SELECT COALESCE(MAX(id), 0) FROM examples WHERE repository_id = ?", repositoryId);
  }

  /** Returns the number of annotations by people that were added after the given one. */
  public long countSince(long repositoryId, long last) {
    return number(
        "SELECT COUNT(*) FROM examples WHERE repository_id = ? AND id > ? AND source <> ?",
        repositoryId,
        last,
        AnnotationSource.BOT.name());
  }

  private long number(String query, Object... arguments) {
    return jdbi.withHandle(handle -> handle.select(query, arguments).mapTo(Long.class).one());
  }

  private List<LabelAnnotation> loadEffective(long repositoryId, String included, String wanted) {
    String ranked =
        """
        SELECT ranked.* FROM (
          SELECT examples.*, ROW_NUMBER() OVER (
            PARTITION BY issue_number, label_key ORDER BY %s, said_at DESC, id DESC) AS place
          FROM examples WHERE repository_id = :repository %s) ranked
        WHERE ranked.place = 1 %s ORDER BY issue_number, label_key
        """
            .formatted(WEIGHT, included, wanted);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(ranked)
                .bind("repository", repositoryId)
                .map((row, context) -> annotation(row))
                .list());
  }

  /** Returns all annotations of an issue, the oldest first. */
  public List<LabelAnnotation> loadAll(long repositoryId, int issue) {
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
                .map((row, context) -> annotation(row))
                .list());
  }

  /** Deletes an issue's annotations, because the issue was deleted or transferred. */
  public void drop(long repositoryId, int issue) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM examples WHERE repository_id = ? AND issue_number = ?",
                repositoryId,
                issue));
  }

  /** Renames a label. Renaming it again has no effect. */
  public void renameLabel(long repositoryId, String from, String to) {
    String fromKey = LabelCatalog.key(from);
    String toKey = LabelCatalog.key(to);
    jdbi.useTransaction(
        handle -> {
          if (!fromKey.equals(toKey)) {
            // Webhooks may arrive out of order, so the same annotation may exist under both names.
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

  /** Deletes a label's annotations, because the repository no longer has the label. */
  public void dropLabel(long repositoryId, String label) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM examples WHERE repository_id = ? AND label_key = ?",
                repositoryId,
                LabelCatalog.key(label)));
  }

  static LabelAnnotation annotation(ResultSet row) throws SQLException {
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
