package io.github.issuetagger.policy;

import io.github.issuetagger.domain.LabelCatalog;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state of an issue's labels. Names are compared without regard to case.
 *
 * @param labels the labels that are on the issue
 * @param ourLabels the labels that the App has added at any time
 * @param removedByPeople the labels that a person removed
 */
public record IssueLabelState(
    Set<String> labels, Set<String> ourLabels, Set<String> removedByPeople) {
  static final IssueLabelState UNLABELED = new IssueLabelState(Set.of(), Set.of(), Set.of());

  public IssueLabelState {
    labels = keys(labels);
    ourLabels = keys(ourLabels);
    removedByPeople = keys(removedByPeople);
  }

  /** Returns whether the issue has a label that somebody else added. */
  public boolean labeledByOthers() {
    return !ourLabels.containsAll(labels);
  }

  boolean has(String label) {
    return labels.contains(LabelCatalog.key(label));
  }

  boolean lost(String label) {
    return removedByPeople.contains(LabelCatalog.key(label));
  }

  /** Returns how many labels on the issue the App added. */
  int ours() {
    return (int) labels.stream().filter(ourLabels::contains).count();
  }

  private static Set<String> keys(Collection<String> names) {
    return names.stream().map(LabelCatalog::key).collect(Collectors.toUnmodifiableSet());
  }
}
