package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.ImportedIssue;
import io.github.issuetagger.github.IssueHistory;
import io.github.issuetagger.github.IssueHistoryPage;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Labels the issues that were open before the App was installed. Adds the labels that a triage
 * would add, and never comments. Each issue is a separate call, which may be repeated after a
 * failure and has no second effect.
 */
public final class RepositoryBackfill {
  private static final String UNDONE = "taken back";

  private final TriageService triage;
  private final TriageStore store;
  private final BackfillStore backfills;
  private final IssueHistory history;
  private final OwnLabels own;
  private final Clock clock;

  public RepositoryBackfill(
      TriageService triage,
      TriageStore store,
      BackfillStore backfills,
      IssueHistory history,
      OwnLabels own,
      Clock clock) {
    this.triage = triage;
    this.store = store;
    this.backfills = backfills;
    this.history = history;
    this.own = own;
    this.clock = clock;
  }

  /**
   * Returns the numbers of the open issues, newest first.
   *
   * @param limit the most issues to return
   */
  public Set<Integer> issues(RepositoryRef repository, int limit) {
    store.repositories().seen(repository);
    Set<Integer> numbers = new LinkedHashSet<>();
    Optional<String> position = Optional.empty();
    do {
      IssueHistoryPage page = history.page(repository, IssueHistory.Which.OPEN, position);
      for (ImportedIssue imported : page.issues()) {
        if (numbers.size() < limit) {
          numbers.add(imported.issue().number());
        }
      }
      position = page.next();
    } while (position.isPresent() && numbers.size() < limit);
    return numbers;
  }

  /** Plans what to do with an issue. Writes nothing to GitHub and records nothing. */
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
    TriageVerdict verdict = triage.plan(triage.context(repository, none, TriageCause.BACKFILL));
    if (verdict instanceof Proposed proposed) {
      return of(number, proposed, proposed.plan().toApply().isEmpty() ? "nothing" : "would label");
    }
    return BackfillIssue.leftAlone(number, ((LeaveAlone) verdict).reason());
  }

  /** Returns the repository's unfinished backfill, or starts a new one. */
  public Backfill begin(RepositoryRef repository) {
    store.repositories().seen(repository);
    return backfills.begin(repository.id(), clock.instant());
  }

  /** Labels an issue as planned, unless this backfill has done so already. */
  public BackfillIssue apply(Backfill backfill, RepositoryRef repository, int number) {
    String guid = backfill.guid(number);
    try (Lease lease =
        store
            .leases()
            .tryAcquire(repository, number)
            .orElseThrow(
                () ->
                    new IssueBusyException(
                        "another worker holds " + repository.fullName() + "#" + number,
                        clock.instant()))) {
      Run run =
          store
              .runs()
              .begin(guid, repository, number, TriageCause.BACKFILL.toString(), clock.instant());
      if (run.finished()) {
        return BackfillIssue.leftAlone(number, "done before");
      }
      BackfillIssue done = act(repository, run, lease);
      store.runs().finish(run.id(), done.result(), clock.instant());
      return done;
    }
  }

  private BackfillIssue act(RepositoryRef repository, Run run, Lease lease) {
    TriageContext context = triage.context(repository, run, TriageCause.BACKFILL);
    TriageVerdict verdict = triage.plan(context);
    if (!(verdict instanceof Proposed proposed)) {
      return BackfillIssue.leftAlone(run.issue(), ((LeaveAlone) verdict).reason());
    }
    if (!lease.renew()) {
      throw new IssueBusyException("the lease expired", clock.instant());
    }
    return of(run.issue(), proposed, triage.addLabels(context, proposed));
  }

  /** Marks a backfill as finished. */
  public void finish(Backfill backfill) {
    backfills.finish(backfill.id(), clock.instant());
  }

  /** Returns the backfill with this id. */
  public Optional<Backfill> find(String id) {
    return backfills.find(id);
  }

  /** Returns the runs of a backfill that may have added labels. */
  public List<Run> toUndo(Backfill backfill) {
    backfills.undo(backfill.id(), clock.instant());
    return backfills.runs(backfill).stream()
        .filter(run -> store.runs().actions(run.id()).stream().anyMatch(this::mayBeThere))
        .toList();
  }

  /**
   * Removes the labels that a run added to its issue, except those that somebody removed or added
   * since.
   *
   * @return how many labels were removed
   */
  public int undo(RepositoryRef repository, Run run) {
    int removed = 0;
    for (RunAction action : store.runs().actions(run.id())) {
      if (mayBeThere(action) && own.takeBack(repository, run.issue(), action.label())) {
        store.runs().note(run.id(), action.skipped(UNDONE), clock.instant());
        removed++;
      }
    }
    return removed;
  }

  /** Returns whether the label may be on the issue. Planned labels may be, because of a crash. */
  private boolean mayBeThere(RunAction action) {
    return action.kind() == Kind.APPLY && action.status() != Status.SKIPPED;
  }

  private static BackfillIssue of(int number, Proposed proposed, String result) {
    return new BackfillIssue(
        number, proposed.plan().toApply(), proposed.plan().toSuggest(), result);
  }
}
