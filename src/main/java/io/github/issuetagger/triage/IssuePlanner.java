package io.github.issuetagger.triage;

import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Plan;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.policy.CandidateLabels;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.policy.IssueLabelState;
import io.github.issuetagger.policy.Planner;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.IssueOverrideStore;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.triage.TriageVerdict.LeaveAlone;
import io.github.issuetagger.triage.TriageVerdict.Proposed;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads an issue as it is now, predicts, and decides what is to be done. Changes nothing on GitHub.
 */
final class IssuePlanner {
  private final IssueReader reader;
  private final IssueScorer scorer;
  private final RunStore runs;
  private final IssueOverrideStore wishes;
  private final DemotionTracker weigh;
  private final Clock clock;

  IssuePlanner(IssueReader reader, IssueScorer scorer, TriageStore store, Clock clock) {
    this.reader = reader;
    this.scorer = scorer;
    this.runs = store.runs();
    this.wishes = store.overrides();
    this.weigh = new DemotionTracker(store, clock);
    this.clock = clock;
  }

  TriageVerdict plan(TriageRequest task, Run run, RepositorySettings settings) {
    if (settings.off()) {
      return new LeaveAlone("every label's mode is off");
    }
    RepositoryRef repository = task.repository();
    if (wishes.paused(repository, task.number())) {
      return new LeaveAlone("it is paused");
    }
    Optional<IssueSnapshot> read = reader.issue(repository, task.number());
    if (read.isEmpty()) {
      return new LeaveAlone("the issue is gone");
    }
    IssueSnapshot issue = read.get();
    if (run.basis().isPresent() && !run.basis().get().dryRun()) {
      runs.confirm(run.id(), issue.labels(), clock.instant());
    }
    Optional<String> objection = objection(task, issue, settings);
    if (objection.isPresent()) {
      return new LeaveAlone(objection.get());
    }
    LabelCatalog catalog = reader.labels(repository);
    if (catalog.size() == 0) {
      return new LeaveAlone("the repository has no labels");
    }
    Prediction prediction =
        scorer.score(
            repository,
            scorer.encode(repository, issue.text()),
            CandidateLabels.of(catalog, settings));
    // What people did can only take from this plan: it is not asked where there is nothing to take.
    Plan plan =
        Planner.plan(prediction, catalog, settings, state(task, issue, Set.of()), Demotions.NONE);
    return plan.silent()
        ? new Proposed(issue, prediction, plan)
        : lookAgain(task, settings, prediction);
  }

  /**
   * Plans anew with what is true right before acting: an issue form, another bot or a person may
   * have labelled the issue, or renamed a label, while we were thinking.
   */
  private TriageVerdict lookAgain(
      TriageRequest task, RepositorySettings settings, Prediction prediction) {
    Set<String> removed = reader.labelsRemovedByPeople(task.repository(), task.number());
    LabelCatalog catalog = reader.labels(task.repository());
    Optional<IssueSnapshot> read = reader.issue(task.repository(), task.number());
    if (read.isEmpty()) {
      return new LeaveAlone("the issue is gone");
    }
    IssueSnapshot issue = read.get();
    Optional<String> objection = objection(task, issue, settings);
    if (objection.isPresent()) {
      return new LeaveAlone(objection.get());
    }
    return new Proposed(
        issue,
        prediction,
        Planner.plan(
            prediction,
            catalog,
            settings,
            state(task, issue, removed),
            weigh.of(task.repository(), settings)));
  }

  private Optional<String> objection(
      TriageRequest task, IssueSnapshot issue, RepositorySettings settings) {
    if (issue.pullRequest()) {
      return Optional.of("it is a pull request");
    }
    if (!issue.open()) {
      return Optional.of("it is closed");
    }
    if (issue.authorIsBot()) {
      return Optional.of("a bot opened it");
    }
    boolean onlyOurs = !state(task, issue, Set.of()).labeledByOthers();
    if (!onlyOurs && (settings.skipLabelled() || task.cause() == TriageCause.EDITED)) {
      return Optional.of("it is labelled already");
    }
    return Optional.empty();
  }

  private IssueLabelState state(
      TriageRequest task, IssueSnapshot issue, Set<String> removedByPeople) {
    Set<String> ours =
        runs.applied(task.repository().id(), task.number()).stream()
            .map(RunAction::label)
            .collect(Collectors.toSet());
    Set<String> unwanted = new HashSet<>(removedByPeople);
    unwanted.addAll(wishes.refused(task.repository(), task.number()));
    return new IssueLabelState(new HashSet<>(issue.labels()), ours, unwanted);
  }
}
