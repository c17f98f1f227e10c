package io.github.issuetagger.triage;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabelDecision;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.triage.TriageVerdict.Proposed;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Executes a plan: records it, adds the labels, writes the comment, and records the outcome. Each
 * step may run again after a crash and has no second effect.
 */
final class PlanExecutor {
  static final String DRY_RUN = "dry run";

  private final RunStore runs;
  private final CommentWriter commentWriter;
  private final Clock clock;

  PlanExecutor(RunStore runs, CommentWriter commentWriter, Clock clock) {
    this.runs = runs;
    this.commentWriter = commentWriter;
    this.clock = clock;
  }

  /** Executes the plan. Returns the outcome in one clause. */
  String act(TriageContext context, Proposed proposed) {
    List<RunAction> applies = actions(Kind.APPLY, proposed.plan().toApply());
    List<RunAction> suggestions = actions(Kind.SUGGEST, proposed.plan().toSuggest());
    runs.plan(
        context.run().id(),
        basis(context, proposed),
        Stream.concat(applies.stream(), suggestions.stream()).toList(),
        clock.instant());
    Set<String> added = addLabels(context, applies);
    return commentWriter.write(context, proposed, applied(context, proposed, added), suggestions);
  }

  /** Adds the labels without commenting. Returns the outcome in one clause. */
  String labelOnly(TriageContext context, Proposed proposed) {
    List<RunAction> applies = actions(Kind.APPLY, proposed.plan().toApply());
    runs.plan(context.run().id(), basis(context, proposed), applies, clock.instant());
    return addLabels(context, applies).isEmpty() ? "nothing added" : "labeled";
  }

  private static Run.Basis basis(TriageContext context, Proposed proposed) {
    return new Run.Basis(
        proposed.prediction().scorer(),
        proposed.prediction().bundle(),
        context.settings().sha(),
        context.dryRun());
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

  /** Adds the labels. Returns the keys of the labels that GitHub added. */
  private Set<String> addLabels(TriageContext context, List<RunAction> applies) {
    if (applies.isEmpty()) {
      return Set.of();
    }
    List<String> names = applies.stream().map(RunAction::label).toList();
    Set<String> added =
        keys(context.writer().addLabels(context.repository(), context.number(), names));
    String otherwise = context.dryRun() ? DRY_RUN : "no longer a label of the repository";
    for (RunAction action : applies) {
      boolean done = added.contains(LabelCatalog.key(action.label()));
      runs.note(
          context.run().id(), done ? action.done() : action.skipped(otherwise), clock.instant());
    }
    return added;
  }

  /** Returns the issue's labels that this run or an earlier one added, best score first. */
  private List<RunAction> applied(TriageContext context, Proposed proposed, Set<String> added) {
    Set<String> onIssue = keys(proposed.issue().labels());
    Map<String, RunAction> latest = new LinkedHashMap<>();
    for (RunAction action : runs.applied(context.repositoryId(), context.number())) {
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
