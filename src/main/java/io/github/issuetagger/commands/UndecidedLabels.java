package io.github.issuetagger.commands;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.store.RunAction.Status;
import io.github.issuetagger.store.TriageStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the labels of an issue that people have not decided about. */
final class UndecidedLabels {
  private final IssueReader reader;
  private final TriageStore store;

  UndecidedLabels(IssueReader reader, TriageStore store) {
    this.reader = reader;
    this.store = store;
  }

  /** Returns the last run's suggestions that still exist and that nobody refused or added. */
  List<String> suggested(CommandContext context) {
    Optional<Run> run = store.runs().latestPlanned(context.repository().id(), context.number());
    if (run.isEmpty()) {
      return List.of();
    }
    Set<String> refused = store.overrides().refused(context.repository(), context.number());
    return store.runs().actions(run.get().id()).stream()
        .filter(action -> action.kind() == Kind.SUGGEST && action.status() == Status.DONE)
        .map(RunAction::label)
        .filter(label -> !refused.contains(LabelCatalog.key(label)))
        .filter(label -> !context.hasLabel(label))
        .flatMap(label -> context.catalog().find(label).stream())
        .map(label -> label.name())
        .toList();
  }

  /** Returns the issue's labels that the App applied by itself. */
  List<String> applied(CommandContext context) {
    Set<String> applied =
        keys(
            store.runs().applied(context.repository().id(), context.number()).stream()
                .map(RunAction::label)
                .toList());
    Set<String> wanted = store.overrides().wanted(context.repository(), context.number());
    return addedByApp(context).stream()
        .filter(label -> applied.contains(LabelCatalog.key(label)))
        .filter(label -> !wanted.contains(LabelCatalog.key(label)))
        .toList();
  }

  /** Returns the issue's labels that the App added, including those it added on request. */
  List<String> addedByApp(CommandContext context) {
    if (context.issue().labels().isEmpty()) {
      return List.of();
    }
    Set<String> others = keys(reader.labelsAddedByOthers(context.repository(), context.number()));
    Set<String> ours =
        keys(
            store.runs().applied(context.repository().id(), context.number()).stream()
                .map(RunAction::label)
                .toList());
    Set<String> wanted = store.overrides().wanted(context.repository(), context.number());
    return context.issue().labels().stream()
        .filter(label -> !others.contains(LabelCatalog.key(label)))
        .filter(
            label ->
                ours.contains(LabelCatalog.key(label)) || wanted.contains(LabelCatalog.key(label)))
        .toList();
  }

  /**
   * Returns the stored scores of the suggested and applied labels, by label key. Leaves out labels
   * that somebody asked for, because their scores may include that correction already.
   */
  Map<String, Double> scores(CommandContext context) {
    List<RunAction> actions =
        new ArrayList<>(
            store
                .runs()
                .latestPlanned(context.repository().id(), context.number())
                .map(run -> store.runs().actions(run.id()))
                .orElse(List.of()));
    actions.addAll(store.runs().applied(context.repository().id(), context.number()));
    Map<String, Double> scores = new HashMap<>();
    for (RunAction action : actions) {
      if (action.kind() != Kind.COMMENT) {
        scores.putIfAbsent(LabelCatalog.key(action.label()), action.score());
      }
    }
    scores.keySet().removeAll(store.overrides().wanted(context.repository(), context.number()));
    return scores;
  }

  private static Set<String> keys(Collection<String> names) {
    return names.stream().map(LabelCatalog::key).collect(Collectors.toUnmodifiableSet());
  }
}
