package io.github.issuetagger.store;

import io.github.issuetagger.domain.RepositoryRef;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The commands that were carried out. A delivery that is tried again finds those of its earlier
 * tries. Safe for use by several threads.
 */
public final class ExecutedCommandStore {
  /**
   * What came of a command.
   *
   * @param outcome in one word
   * @param answer what is to be told about it; empty when nothing is, or is any more
   */
  public record Executed(String outcome, String answer) {}

  private final Jdbi jdbi;

  public ExecutedCommandStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * What came of a delivery's command; empty when it is not carried out yet.
   *
   * @param position which of the comment's commands, from 0
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
                .map((row, context) -> new Executed(row.getString(1), row.getString(2)))
                .findOne());
  }

  /** Notes what came of a command. The repository must be known. */
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

  /** Forgets the answers of a delivery's commands, which are told. */
  public void forgetAnswers(String guid) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "UPDATE executed_commands SET answer = '' WHERE delivery_guid = ?", guid));
  }
}
