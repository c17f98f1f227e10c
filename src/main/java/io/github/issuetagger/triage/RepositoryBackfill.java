package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueHistory;
import io.github.issuetagger.github.OwnLabels;
import io.github.issuetagger.store.Backfill;
import io.github.issuetagger.store.BackfillStore;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.RunAction.Status;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.triage.TriageVerdict.LeaveAlone;
import io.github.issuetagger.triage.TriageVerdict.Proposed;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Labels the issues that were open before the App came, when somebody asks for it: adds labels as a
 * triage of each would, and never comments. Each issue is a call of its own, which may be made
 * again after a failure and has no second effect.
 */
public final class RepositoryBackfill {
  private static final String TAKEN_BACK = "taken back";

  private final TriageDependencies parts;
  private final TriageStore store;
  private final BackfillStore backfills;
  private final OpenIssueLister open;
  private final OwnLabels own;
  private final SettingsResolver readSettings;
  private final IssuePlanner planIssue;
  private final PlanExecutor actOnPlan;
  private final Clock clock;

  public RepositoryBackfill(
      TriageDependencies parts, BackfillStore backfills, IssueHistory history, OwnLabels own) {
    this.parts = parts;
    this.store = parts.store();
    this.backfills = backfills;
    this.open = new OpenIssueLister(history);
    this.own = own;
    this.clock = parts.clock();
    this.readSettings = new SettingsResolver(parts.reader(), store.settings());
    this.planIssue = new IssuePlanner(parts.reader(), parts.scorer(), store, clock);
    this.actOnPlan =
        new PlanExecutor(
            store.runs(), new CommentWriter(store, new CommentRenderer(), clock), clock);
  }

  /** The numbers of the open issues, the newest first, at most so many. */
  public Set<Integer> issues(RepositoryRef repository, int limit) {
    store.repositories().seen(repository);
    return open.of(repository, limit);
  }

  /** What would be done with an issue. Writes nothing to GitHub and records nothing. */
  public BackfillIssue plan(RepositoryRef repository, int number) {
    Run none =
        new Run(
            "",
            "",
            repository.id(),
            number,
            TriageCause.BACKFILL.toString(),
            Optional.empty(),
            clock.instant(),
            Optional.empty());
    TriageVerdict verdict =
        planIssue.plan(task("", repository, number), none, readSettings.of(repository).settings());
    if (verdict instanceof Proposed proposed) {
      return of(number, proposed, proposed.plan().toApply().isEmpty() ? "nothing" : "would label");
    }
    return BackfillIssue.leftAlone(number, ((LeaveAlone) verdict).reason());
  }

  /** The repository's backfill that was begun and not finished, else a new one. */
  public Backfill begin(RepositoryRef repository) {
    store.repositories().seen(repository);
    return backfills.begin(repository.id(), clock.instant());
  }

  /** Does with an issue what its plan says; nothing if this backfill has done so already. */
  public BackfillIssue apply(Backfill backfill, RepositoryRef repository, int number) {
    String guid = backfill.guid(number);
    try (Lease lease =
        store
            .leases()
            .tryAcquire(repository, number)
            .orElseThrow(
                () ->
                    new IssueBusyException(
                        "another worker is at " + repository.fullName() + "#" + number,
                        clock.instant()))) {
      Run run =
          store
              .runs()
              .begin(guid, repository, number, TriageCause.BACKFILL.toString(), clock.instant());
      if (run.finished()) {
        return BackfillIssue.leftAlone(number, "done before");
      }
      BackfillIssue done = act(task(guid, repository, number), run, lease);
      store.runs().finish(run.id(), done.result(), clock.instant());
      return done;
    }
  }

  private BackfillIssue act(TriageRequest task, Run run, Lease lease) {
    EffectiveSettings settings = readSettings.of(task.repository());
    TriageVerdict verdict = planIssue.plan(task, run, settings.settings());
    if (!(verdict instanceof Proposed proposed)) {
      return BackfillIssue.leftAlone(task.number(), ((LeaveAlone) verdict).reason());
    }
    if (!lease.renew()) {
      throw new IssueBusyException("it took too long", clock.instant());
    }
    TriageContext job =
        new TriageContext(
            task,
            run,
            settings,
            proposed,
            settings.settings().dryRun() ? parts.dryRun() : parts.writer());
    return of(task.number(), proposed, actOnPlan.labelOnly(job));
  }

  /** Notes that it has gone through all issues. */
  public void finish(Backfill backfill) {
    backfills.finish(backfill.id(), clock.instant());
  }

  /** The backfill of that id; empty when there is none. */
  public Optional<Backfill> find(String id) {
    return backfills.find(id);
  }

  /** The runs of a backfill that may have put labels on issues. */
  public List<Run> toUndo(Backfill backfill) {
    backfills.undo(backfill.id(), clock.instant());
    return backfills.runs(backfill).stream()
        .filter(run -> store.runs().actions(run.id()).stream().anyMatch(this::mayBeThere))
        .toList();
  }

  /**
   * Takes the labels that a run put on its issue off again, but for those that somebody took off or
   * put on since.
   *
   * @return how many were taken off
   */
  public int undo(RepositoryRef repository, Run run) {
    int taken = 0;
    for (RunAction action : store.runs().actions(run.id())) {
      if (mayBeThere(action) && own.takeBack(repository, run.issue(), action.label())) {
        store.runs().note(run.id(), action.skipped(TAKEN_BACK), clock.instant());
        taken++;
      }
    }
    return taken;
  }

  /** After a crash, what was about to be done may have been. */
  private boolean mayBeThere(RunAction action) {
    return action.kind() == Kind.APPLY && action.status() != Status.SKIPPED;
  }

  private static TriageRequest task(String guid, RepositoryRef repository, int number) {
    return new TriageRequest(guid, repository, number, TriageCause.BACKFILL);
  }

  private static BackfillIssue of(int number, Proposed proposed, String result) {
    return new BackfillIssue(
        number, proposed.plan().toApply(), proposed.plan().toSuggest(), result);
  }
}
