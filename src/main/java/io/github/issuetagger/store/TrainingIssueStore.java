package io.github.issuetagger.store;

import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.TextFeatures;
import io.github.issuetagger.store.TrainingIssue.Reading;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Stores an issue's training features, but not its text. The repositories must be known. Safe for
 * use by several threads.
 */
public final class TrainingIssueStore {
  private final Jdbi jdbi;

  public TrainingIssueStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Stores an issue. Keeps its features. */
  public void note(
      long repositoryId, int issue, Instant createdAt, boolean labelled, boolean notPlanned) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO known_issues
                      (repository_id, issue_number, created_at, labelled, not_planned)
                    VALUES (:repository, :issue, :created, :labelled, :notPlanned)
                    ON CONFLICT (repository_id, issue_number) DO UPDATE
                    SET created_at = excluded.created_at, labelled = excluded.labelled,
                        not_planned = excluded.not_planned
                    """)
                .bind("repository", repositoryId)
                .bind("issue", issue)
                .bind("created", createdAt.toEpochMilli())
                .bind("labelled", labelled ? 1 : 0)
                .bind("notPlanned", notPlanned ? 1 : 0)
                .execute());
  }

  /** Stores the features of an issue's text. The issue must be stored already. */
  public void read(long repositoryId, int issue, Reading reading) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE known_issues
                    SET text_sha256 = :hash, encoder = :encoder, embedding = :embedding,
                        features_version = :version, features = :features
                    WHERE repository_id = :repository AND issue_number = :issue
                    """)
                .bind("hash", reading.textHash())
                .bind("encoder", reading.embedding().encoder())
                .bind("embedding", bytes(reading.embedding().vector()))
                .bind("version", reading.features().map(TextFeatures::version).orElse(null))
                .bind("features", reading.features().map(TextFeatures::counts).orElse(null))
                .bind("repository", repositoryId)
                .bind("issue", issue)
                .execute());
  }

  /** Returns the data of an issue. */
  public Optional<TrainingIssue> find(long repositoryId, int issue) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM known_issues
                    WHERE repository_id = :repository AND issue_number = :issue
                    """)
                .bind("repository", repositoryId)
                .bind("issue", issue)
                .map((row, context) -> trainingIssue(row))
                .findOne());
  }

  /** Returns the data of a repository's issues, the oldest first. */
  public List<TrainingIssue> all(long repositoryId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM known_issues WHERE repository_id = :repository
                    ORDER BY created_at, issue_number
                    """)
                .bind("repository", repositoryId)
                .map((row, context) -> trainingIssue(row))
                .list());
  }

  /** Deletes an issue's data, because the issue was deleted or transferred. */
  public void drop(long repositoryId, int issue) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM known_issues WHERE repository_id = ? AND issue_number = ?",
                repositoryId,
                issue));
  }

  private static TrainingIssue trainingIssue(ResultSet row) throws SQLException {
    return new TrainingIssue(
        row.getInt("issue_number"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        row.getInt("labelled") == 1,
        row.getInt("not_planned") == 1,
        reading(row));
  }

  private static Optional<Reading> reading(ResultSet row) throws SQLException {
    @Nullable String hash = row.getString("text_sha256");
    if (hash == null) {
      return Optional.empty();
    }
    @Nullable String version = row.getString("features_version");
    Embedding embedding =
        new Embedding(row.getString("encoder"), vector(row.getBytes("embedding")));
    return Optional.of(
        new Reading(
            hash,
            embedding,
            version == null
                ? Optional.empty()
                : Optional.of(new TextFeatures(version, row.getBytes("features")))));
  }

  /** Encodes a vector as little-endian 32-bit floats. */
  private static byte[] bytes(float[] vector) {
    byte[] bytes = new byte[vector.length * Float.BYTES];
    floats(bytes).put(vector);
    return bytes;
  }

  private static float[] vector(byte[] bytes) {
    float[] vector = new float[bytes.length / Float.BYTES];
    floats(bytes).get(vector);
    return vector;
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
