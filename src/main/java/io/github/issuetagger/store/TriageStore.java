package io.github.issuetagger.store;

import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/**
 * All that triage remembers.
 *
 * @param repositories the repositories that everything else hangs on
 * @param runs what was done
 * @param comments which comments are ours
 * @param settings the last sound settings
 * @param leases who works on which issue
 * @param wishes what people asked for by command
 * @param commands which commands were carried out
 * @param live how right the App was
 * @param demotions which labels it was wrong about too often
 */
public record TriageStore(
    RepositoryStore repositories,
    RunStore runs,
    CommentStore comments,
    LastGoodSettingsStore settings,
    IssueLeaseStore leases,
    IssueOverrideStore wishes,
    ExecutedCommandStore commands,
    OutcomeStore live,
    DemotionStore demotions) {
  /** The stores of one database. */
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
