package io.github.issuetagger.store;

import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/**
 * The stores for triage.
 *
 * @param repositories the known repositories
 * @param runs the runs and their actions
 * @param comments the App's comments
 * @param settings the last valid settings
 * @param leases the leases of issues
 * @param overrides what people requested by command
 * @param commands the executed commands
 * @param outcomes outcomes of the App's labels
 * @param demotions the demoted labels
 */
public record TriageStore(
    RepositoryStore repositories,
    RunStore runs,
    CommentStore comments,
    LastGoodSettingsStore settings,
    IssueLeaseStore leases,
    IssueOverrideStore overrides,
    ExecutedCommandStore commands,
    OutcomeStore outcomes,
    DemotionStore demotions) {
  /** Returns the stores of a database. */
  public static TriageStore on(Jdbi jdbi, Clock clock) {
    return new TriageStore(
        new RepositoryStore(jdbi),
        new RunStore(jdbi),
        new CommentStore(jdbi),
        new LastGoodSettingsStore(jdbi),
        new IssueLeaseStore(jdbi, clock),
        new IssueOverrideStore(jdbi),
        new ExecutedCommandStore(jdbi),
        new OutcomeStore(jdbi),
        new DemotionStore(jdbi));
  }
}
