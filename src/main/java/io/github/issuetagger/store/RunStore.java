package io.github.issuetagger.store;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.RunAction.Status;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Stores the runs and their actions: the cause, what was done, when and why. Another attempt of a
 * delivery continues the run of its first attempt. Safe for use by several threads.
 */
public final class RunStore {
  private final Jdbi jdbi;

  public RunStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Returns the delivery's run: that of an earlier attempt, or a new one. The repository must be
   * known.
   */
  public Run begin(String guid, RepositoryRef repository, int issue, String cause, Instant now) {
    // Derive the ID from the GUID, so that every attempt has the same ID and the ID is safe in a
    // comment.
    String id = UUID.nameUUIDFromBytes(guid.getBytes(StandardCharsets.UTF_8)).toString();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO triage_runs
                      (id, delivery_guid, repository_id, issue_number, cause, rung, bundle,
                       settings_sha, dry_run, created_at)
                    VALUES (:id, :guid, :repository, :issue, :cause, '', '', '', 0, :now)
                    ON CONFLICT (delivery_guid) DO NOTHING
                    """)
                .bind("id", id)
                .bind("guid", guid)
                .bind("repository", repository.id())
                .bind("issue", issue)
                .bind("cause", cause)
                .bind("now", now.toEpochMilli())
                .execute());
    return find(id).orElseThrow();
  }

  /** Returns the run with that ID. */
  public Optional<Run> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM triage_runs WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne());
  }

  /**
   * Stores the planned actions. Replaces the actions that an earlier attempt planned but did not
   * carry out.
   */
  public void plan(String id, Run.Basis basis, List<RunAction> actions, Instant now) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(
                  """
                  UPDATE triage_runs
                  SET rung = :rung, bundle = :bundle, settings_sha = :sha, dry_run = :dry
                  WHERE id = :id
                  """)
              .bind("rung", basis.scorer())
              .bind("bundle", basis.bundle())
              .bind("sha", basis.settingsSha())
              .bind("dry", basis.dryRun() ? 1 : 0)
              .bind("id", id)
              .execute();
          handle.execute(
              "DELETE FROM triage_actions WHERE run_id = ? AND status <> ?",
              id,
              Status.DONE.name());
          insert(handle, id, actions, now);
        });
  }

  private static void insert(Handle handle, String id, List<RunAction> actions, Instant now) {
    if (actions.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO triage_actions
              (run_id, kind, label, score, threshold, reason, status, changed_at)
            VALUES (:run, :kind, :label, :score, :threshold, :reason, :status, :now)
            ON CONFLICT (run_id, kind, label) DO UPDATE
            SET score = excluded.score, threshold = excluded.threshold,
                reason = excluded.reason, status = excluded.status,
                changed_at = excluded.changed_at
            """);
    for (RunAction action : actions) {
      batch.bind("run", id).bindMethods(action).bind("now", now.toEpochMilli()).add();
    }
    batch.execute();
  }

  /** Stores the status of an action. */
  public void note(String id, RunAction action, Instant now) {
    jdbi.useHandle(handle -> insert(handle, id, List.of(action), now));
  }

  /**
   * Marks planned labels as done if the issue already has them, because an earlier attempt may have
   * crashed after GitHub's answer and before storing it.
   */
  public void confirm(String id, Collection<String> onIssue, Instant now) {
    Set<String> there =
        onIssue.stream().map(LabelCatalog::key).collect(Collectors.toUnmodifiableSet());
    for (RunAction action : actions(id)) {
      if (action.kind() == Kind.APPLY
          && action.status() == Status.PLANNED
          && there.contains(LabelCatalog.key(action.label()))) {
        note(id, action.done(), now);
      }
    }
  }

  /** Finishes the run. */
  public void finish(String id, String result, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "UPDATE triage_runs SET result = :result, finished_at = :now WHERE id = :id")
                .bind("result", result)
                .bind("now", now.toEpochMilli())
                .bind("id", id)
                .execute());
  }

  /** Returns the run's actions, the highest score first. */
  public List<RunAction> actions(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM triage_actions WHERE run_id = :id ORDER BY score DESC, label")
                .bind("id", id)
                .map(ConstructorMapper.of(RunAction.class))
                .list());
  }

  /** Returns the latest run on an issue that has a plan. */
  public Optional<Run> latestPlanned(long repositoryId, int issue) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM triage_runs
                    WHERE repository_id = :repository AND issue_number = :issue AND rung <> ''
                    ORDER BY created_at DESC, finished_at DESC
                    LIMIT 1
                    """)
                .bind("repository", repositoryId)
                .bind("issue", issue)
                .map((row, context) -> run(row))
                .findOne());
  }

  /** Returns the labels that the App has ever applied to an issue, the latest first. */
  public List<RunAction> applied(long repositoryId, int issue) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.* FROM triage_actions a JOIN triage_runs r ON r.id = a.run_id
                    WHERE r.repository_id = :repository AND r.issue_number = :issue
                      AND a.kind = 'APPLY' AND a.status = 'DONE'
                    ORDER BY a.changed_at DESC, a.score DESC, a.label
                    """)
                .bind("repository", repositoryId)
                .bind("issue", issue)
                .map(ConstructorMapper.of(RunAction.class))
                .list());
  }

  /** Renames a label. */
  public void renameLabel(long repositoryId, String from, String to) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE triage_actions SET label = :to
                    WHERE label = :from
                      AND run_id IN (SELECT id FROM triage_runs WHERE repository_id = :repository)
                      AND NOT EXISTS
                        (SELECT 1 FROM triage_actions other
                         WHERE other.run_id = triage_actions.run_id
                           AND other.kind = triage_actions.kind AND other.label = :to)
                    """)
                .bind("to", to)
                .bind("from", from)
                .bind("repository", repositoryId)
                .execute());
  }

  static Run run(ResultSet row) throws SQLException {
    Run.Basis basis =
        new Run.Basis(
            row.getString("rung"),
            row.getString("bundle"),
            row.getString("settings_sha"),
            row.getInt("dry_run") == 1);
    return new Run(
        row.getString("id"),
        row.getString("delivery_guid"),
        row.getLong("repository_id"),
        row.getInt("issue_number"),
        row.getString("cause"),
        basis.scorer().isEmpty() ? Optional.empty() : Optional.of(basis),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Optional.ofNullable(row.getString("result")));
  }
}
