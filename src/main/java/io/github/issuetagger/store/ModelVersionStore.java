package io.github.issuetagger.store;

import io.github.issuetagger.store.ModelVersion.Figures;
import io.github.issuetagger.store.ModelVersion.State;
import io.github.issuetagger.store.ModelVersion.TrainingData;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Stores the versions of each repository's model, and which one serves. The repositories must be
 * known. Safe for use by several threads.
 */
public final class ModelVersionStore {
  /** The number of versions to keep, besides an older one that serves. */
  public static final int KEPT = 3;

  static final RowMapper<ModelVersion> VERSION_MAPPER = ConstructorMapper.of(ModelVersion.class);

  private final Jdbi jdbi;

  public ModelVersionStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns the stored versions, newest first. */
  public List<ModelVersion> all(long repositoryId) {
    return jdbi.withHandle(handle -> all(handle, repositoryId));
  }

  /** Returns the serving version. */
  public Optional<ModelVersion> serving(long repositoryId) {
    return all(repositoryId).stream()
        .filter(version -> version.state() == State.SERVING)
        .findFirst();
  }

  /**
   * Adds a version, and deletes the oldest if there are too many. A new serving version puts the
   * previous one on standby.
   *
   * @param state {@code SERVING} or {@code REFUSED}
   * @return the version with its new number
   */
  public ModelVersion add(
      long repositoryId,
      Instant now,
      TrainingData trainingData,
      Figures figures,
      State state,
      String why) {
    return jdbi.inTransaction(
        handle -> {
          List<ModelVersion> before = all(handle, repositoryId);
          int number = before.isEmpty() ? 1 : before.get(0).number() + 1;
          if (state == State.SERVING) {
            retire(handle, repositoryId, State.STANDBY, "version " + number + " serves instead");
          }
          ModelVersion version = new ModelVersion(number, now, trainingData, figures, state, why);
          insert(handle, repositoryId, version);
          handle.execute(
              "DELETE FROM learned_versions"
                  + " WHERE repository_id = ? AND version <= ? AND state <> ?",
              repositoryId,
              number - KEPT,
              State.SERVING.name());
          return version;
        });
  }

  /**
   * Makes another version serve, and refuses the one that served.
   *
   * @return true if the version exists
   */
  public boolean rollBack(long repositoryId, int number) {
    return jdbi.inTransaction(
        handle -> {
          if (all(handle, repositoryId).stream().noneMatch(known -> known.number() == number)) {
            return false;
          }
          retire(handle, repositoryId, State.REFUSED, "rolled back to version " + number);
          handle.execute(
              "UPDATE learned_versions SET state = ?, why = ?"
                  + " WHERE repository_id = ? AND version = ?",
              State.SERVING.name(),
              "rolled back to",
              repositoryId,
              number);
          return true;
        });
  }

  private static void retire(Handle handle, long repositoryId, State state, String why) {
    handle.execute(
        "UPDATE learned_versions SET state = ?, why = ? WHERE repository_id = ? AND state = ?",
        state.name(),
        why,
        repositoryId,
        State.SERVING.name());
  }

  private static void insert(Handle handle, long repositoryId, ModelVersion version) {
    handle
        .createUpdate(
            """
            INSERT INTO learned_versions
              (repository_id, version, created_at, encoder, last_word, examples, labels, log_loss,
               micro_f1, state, why)
            VALUES (:repository, :version, :created, :encoder, :last, :examples, :labels, :loss,
              :f1, :state, :why)
            """)
        .bind("repository", repositoryId)
        .bind("version", version.number())
        .bind("created", version.createdAt().toEpochMilli())
        .bind("encoder", version.trainingData().encoder())
        .bind("last", version.trainingData().lastAnnotation())
        .bind("examples", version.figures().examples())
        .bind("labels", version.figures().labels())
        .bind("loss", version.figures().logLoss())
        .bind("f1", version.figures().microF1())
        .bind("state", version.state().name())
        .bind("why", version.why())
        .execute();
  }

  private static List<ModelVersion> all(Handle handle, long repositoryId) {
    return handle
        .createQuery(
            "SELECT * FROM learned_versions WHERE repository_id = :repository"
                + " ORDER BY version DESC")
        .bind("repository", repositoryId)
        .map(VERSION_MAPPER)
        .list();
  }
}
