package io.github.issuetagger.policy;

import io.github.issuetagger.domain.LabelCatalog;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of an issue's labels; names count without regard to case.
 *
 * @param labels those that it carries
 * @param ourLabels those that the App put there at some time
 * @param removedByPeople those that a person took off
 */
public record IssueLabelState(
    Set<String> labels, Set<String> ourLabels, Set<String> removedByPeople) {
  public IssueLabelState {
    labels = keys(labels);
    ourLabels = keys(ourLabels);
    removedByPeople = keys(removedByPeople);
  }

  /** Whether the issue carries a label that somebody else put there. */
  public boolean labelledByOthers() {
    return !ourLabels.containsAll(labels);
  }

  boolean carries(String label) {
    return labels.contains(LabelCatalog.key(label));
  }

  boolean lost(String label) {
    return removedByPeople.contains(LabelCatalog.key(label));
  }

  /** How many of the labels that it carries are ours. */
  int ours() {
    return (int) labels.stream().filter(ourLabels::contains).count();
  }

  private static Set<String> keys(Collection<String> names) {
    return names.stream().map(LabelCatalog::key).collect(Collectors.toUnmodifiableSet());
  }
}
