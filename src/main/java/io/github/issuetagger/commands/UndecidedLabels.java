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

/** The labels of an issue on which people have not had the last word. */
final class UndecidedLabels {
  private final IssueReader reader;
  private final TriageStore store;

  UndecidedLabels(IssueReader reader, TriageStore store) {
    this.reader = reader;
    this.store = store;
  }

  /** What the last run suggested, the repository still has, and nobody refused or put there. */
  List<String> suggested(CommandContext scene) {
    Optional<Run> run = store.runs().latestPlanned(scene.repository().id(), scene.number());
    if (run.isEmpty()) {
      return List.of();
    }
    Set<String> refused = store.overrides().refused(scene.repository(), scene.number());
    return store.runs().actions(run.get().id()).stream()
        .filter(action -> action.kind() == Kind.SUGGEST && action.status() == Status.DONE)
        .map(RunAction::label)
        .filter(label -> !refused.contains(LabelCatalog.key(label)))
        .filter(label -> !scene.carries(label))
        .flatMap(label -> scene.catalog().find(label).stream())
        .map(label -> label.name())
        .toList();
  }

  /** What the issue carries because the App decided so by itself. */
  List<String> applied(CommandContext scene) {
    Set<String> applied =
        keys(
            store.runs().applied(scene.repository().id(), scene.number()).stream()
                .map(RunAction::label)
                .toList());
    Set<String> wanted = store.overrides().wanted(scene.repository(), scene.number());
    return putByApp(scene).stream()
        .filter(label -> applied.contains(LabelCatalog.key(label)))
        .filter(label -> !wanted.contains(LabelCatalog.key(label)))
        .toList();
  }

  /** What the issue carries because the App put it there, be it at somebody's word. */
  List<String> putByApp(CommandContext scene) {
    if (scene.issue().labels().isEmpty()) {
      return List.of();
    }
    Set<String> others = keys(reader.labelsAddedByOthers(scene.repository(), scene.number()));
    Set<String> ours =
        keys(
            store.runs().applied(scene.repository().id(), scene.number()).stream()
                .map(RunAction::label)
                .toList());
    Set<String> wanted = store.overrides().wanted(scene.repository(), scene.number());
    return scene.issue().labels().stream()
        .filter(label -> !others.contains(LabelCatalog.key(label)))
        .filter(
            label ->
                ours.contains(LabelCatalog.key(label)) || wanted.contains(LabelCatalog.key(label)))
        .toList();
  }

  /**
   * Returns the stored scores of the labels that the App suggested or applied, by the labels' keys.
   * Leaves out those that somebody asked for, because the score may hold that correction already.
   */
  Map<String, Double> scores(CommandContext scene) {
    List<RunAction> actions =
        new ArrayList<>(
            store
                .runs()
                .latestPlanned(scene.repository().id(), scene.number())
                .map(run -> store.runs().actions(run.id()))
                .orElse(List.of()));
    actions.addAll(store.runs().applied(scene.repository().id(), scene.number()));
    Map<String, Double> scores = new HashMap<>();
    for (RunAction action : actions) {
      if (action.kind() != Kind.COMMENT) {
        scores.putIfAbsent(LabelCatalog.key(action.label()), action.score());
      }
    }
    scores.keySet().removeAll(store.overrides().wanted(scene.repository(), scene.number()));
    return scores;
  }

  private static Set<String> keys(Collection<String> names) {
    return names.stream().map(LabelCatalog::key).collect(Collectors.toUnmodifiableSet());
  }
}
