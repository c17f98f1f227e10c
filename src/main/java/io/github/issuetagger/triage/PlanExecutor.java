package io.github.issuetagger.triage;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabelDecision;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.RunStore;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does what was planned: notes it, adds the labels, has the comment written, and notes what came of
 * it. Each step may be done again after a crash and has no second effect.
 */
final class PlanExecutor {
  static final String DRY_RUN = "dry run";

  private final RunStore runs;
  private final CommentWriter comment;
  private final Clock clock;

  PlanExecutor(RunStore runs, CommentWriter comment, Clock clock) {
    this.runs = runs;
    this.comment = comment;
    this.clock = clock;
  }

  /** Acts; says what came of it in one clause. */
  String act(TriageContext job) {
    List<RunAction> applies = actions(Kind.APPLY, job.proposed().plan().toApply());
    List<RunAction> suggestions = actions(Kind.SUGGEST, job.proposed().plan().toSuggest());
    runs.plan(
        job.run().id(),
        basis(job),
        Stream.concat(applies.stream(), suggestions.stream()).toList(),
        clock.instant());
    Set<String> added = addLabels(job, applies);
    return comment.write(job, applied(job, added), suggestions);
  }

  /** Adds the labels and says nothing on the issue; says what came of it in one clause. */
  String labelOnly(TriageContext job) {
    List<RunAction> applies = actions(Kind.APPLY, job.proposed().plan().toApply());
    runs.plan(job.run().id(), basis(job), applies, clock.instant());
    return addLabels(job, applies).isEmpty() ? "nothing added" : "labelled";
  }

  private static Run.Basis basis(TriageContext job) {
    return new Run.Basis(
        job.proposed().prediction().scorer(),
        job.proposed().prediction().bundle(),
        job.settings().sha(),
        job.dryRun());
  }

  private static List<RunAction> actions(Kind kind, List<LabelDecision> decisions) {
    return decisions.stream()
        .map(
            decision ->
                RunAction.planned(
                    kind,
                    decision.label(),
                    decision.score(),
                    decision.threshold(),
                    decision.reason()))
        .toList();
  }

  /** Adds the labels; returns the keys of those that GitHub really added. */
  private Set<String> addLabels(TriageContext job, List<RunAction> applies) {
    if (applies.isEmpty()) {
      return Set.of();
    }
    List<String> names = applies.stream().map(RunAction::label).toList();
    Set<String> added = keys(job.writer().addLabels(job.repository(), job.task().number(), names));
    String otherwise = job.dryRun() ? DRY_RUN : "no longer a label of the repository";
    for (RunAction action : applies) {
      boolean done = added.contains(LabelCatalog.key(action.label()));
      runs.note(job.run().id(), done ? action.done() : action.skipped(otherwise), clock.instant());
    }
    return added;
  }

  /** The labels on the issue that this run or an earlier one put there, best score first. */
  private List<RunAction> applied(TriageContext job, Set<String> added) {
    Set<String> onIssue = keys(job.proposed().issue().labels());
    Map<String, RunAction> latest = new LinkedHashMap<>();
    for (RunAction action : runs.applied(job.repositoryId(), job.task().number())) {
      String key = LabelCatalog.key(action.label());
      if (onIssue.contains(key) || added.contains(key)) {
        latest.putIfAbsent(key, action);
      }
    }
    return latest.values().stream()
        .sorted((left, right) -> Double.compare(right.score(), left.score()))
        .toList();
  }

  private static Set<String> keys(Collection<String> names) {
    return names.stream().map(LabelCatalog::key).collect(Collectors.toUnmodifiableSet());
  }
}
