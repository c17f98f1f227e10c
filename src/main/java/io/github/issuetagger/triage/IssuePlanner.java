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

/** Reads an issue, predicts its labels and plans what to do. Changes nothing on GitHub. */
final class IssuePlanner {
  private final IssueReader reader;
  private final IssueScorer scorer;
  private final RunStore runs;
  private final IssueOverrideStore overrides;
  private final DemotionTracker demotionTracker;
  private final Clock clock;

  IssuePlanner(
      IssueReader reader,
      IssueScorer scorer,
      TriageStore store,
      DemotionTracker demotionTracker,
      Clock clock) {
    this.reader = reader;
    this.scorer = scorer;
    this.runs = store.runs();
    this.overrides = store.overrides();
    this.demotionTracker = demotionTracker;
    this.clock = clock;
  }

  TriageVerdict plan(TriageContext context) {
    RepositorySettings settings = context.settings().settings();
    Run run = context.run();
    if (settings.off()) {
      return new LeaveAlone("every label's mode is off");
    }
    RepositoryRef repository = context.repository();
    if (overrides.paused(repository, context.number())) {
      return new LeaveAlone("it is paused");
    }
    Optional<IssueSnapshot> read = reader.issue(repository, context.number());
    if (read.isEmpty()) {
      return new LeaveAlone("the issue is gone");
    }
    IssueSnapshot issue = read.get();
    if (run.basis().isPresent() && !run.basis().get().dryRun()) {
      runs.confirm(run.id(), issue.labels(), clock.instant());
    }
    Optional<String> objection = objection(context, issue, settings);
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
    // Plans without demotions and label history first. They can only shrink the plan, so an empty
    // plan needs no further queries.
    Plan plan =
        Planner.plan(
            prediction, catalog, settings, state(context, issue, Set.of()), Demotions.NONE);
    return plan.silent()
        ? new Proposed(issue, prediction, plan)
        : planAgain(context, settings, prediction);
  }

  /**
   * Plans again with fresh data right before acting. An issue form, another bot or a person may
   * have labeled the issue, or renamed a label, during the prediction.
   */
  private TriageVerdict planAgain(
      TriageContext context, RepositorySettings settings, Prediction prediction) {
    Set<String> removed = reader.labelsRemovedByPeople(context.repository(), context.number());
    LabelCatalog catalog = reader.labels(context.repository());
    Optional<IssueSnapshot> read = reader.issue(context.repository(), context.number());
    if (read.isEmpty()) {
      return new LeaveAlone("the issue is gone");
    }
    IssueSnapshot issue = read.get();
    Optional<String> objection = objection(context, issue, settings);
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
            state(context, issue, removed),
            demotionTracker.update(context.repository(), settings)));
  }

  private Optional<String> objection(
      TriageContext context, IssueSnapshot issue, RepositorySettings settings) {
    if (issue.pullRequest()) {
      return Optional.of("it is a pull request");
    }
    if (!issue.open()) {
      return Optional.of("it is closed");
    }
    if (issue.authorIsBot()) {
      return Optional.of("a bot opened it");
    }
    boolean onlyOurs = !state(context, issue, Set.of()).labeledByOthers();
    if (!onlyOurs && (settings.skipLabelled() || context.cause() == TriageCause.EDITED)) {
      return Optional.of("it is labeled already");
    }
    return Optional.empty();
  }

  private IssueLabelState state(
      TriageContext context, IssueSnapshot issue, Set<String> removedByPeople) {
    Set<String> ours =
        runs.applied(context.repository().id(), context.number()).stream()
            .map(RunAction::label)
            .collect(Collectors.toSet());
    Set<String> unwanted = new HashSet<>(removedByPeople);
    unwanted.addAll(overrides.refused(context.repository(), context.number()));
    return new IssueLabelState(new HashSet<>(issue.labels()), ours, unwanted);
  }
}
