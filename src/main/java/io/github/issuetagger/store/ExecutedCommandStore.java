package io.github.issuetagger.store;

import io.github.issuetagger.domain.RepositoryRef;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Stores executed commands, so that another attempt of the same delivery does not repeat them. Safe
 * for use by several threads.
 */
public final class ExecutedCommandStore {
  /**
   * The outcome of a command.
   *
   * @param outcome the outcome, in one word
   * @param answer the answer that is still to be posted; may be empty
   */
  public record Executed(String outcome, String answer) {}

  private final Jdbi jdbi;

  public ExecutedCommandStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Returns the outcome of a delivery's command, or empty if it was not executed yet.
   *
   * @param position the command's index in the comment, from 0
   */
  public Optional<Executed> find(String guid, int position) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT outcome, answer FROM executed_commands
                    WHERE delivery_guid = :guid AND position = :position
                    """)
                .bind("guid", guid)
                .bind("position", position)
                .map(ConstructorMapper.of(Executed.class))
                .findOne());
  }

  /** Stores the outcome of a command. The repository must be known. */
  public void note(
      String guid, int position, RepositoryRef repository, Executed executed, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO executed_commands
                      (delivery_guid, position, repository_id, outcome, answer, executed_at)
                    VALUES (:guid, :position, :repository, :outcome, :answer, :now)
                    ON CONFLICT (delivery_guid, position) DO UPDATE
                    SET outcome = excluded.outcome, answer = excluded.answer
                    """)
                .bind("guid", guid)
                .bind("position", position)
                .bind("repository", repository.id())
                .bind("outcome", executed.outcome())
                .bind("answer", executed.answer())
                .bind("now", now.toEpochMilli())
                .execute());
  }

  /** Clears the answers of a delivery's commands after they were posted. */
  public void forgetAnswers(String guid) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE executed_commands SET answer = '' WHERE delivery_guid = ?", guid));
  }
}
