package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The training and test issues of an evaluation.
 *
 * @param history the older issues, to train on
 * @param test the newer issues, to evaluate on
 */
public record EvaluationSplit(List<LabeledIssue> history, List<LabeledIssue> test) {
  /** The share of the labeled issues to train on. */
  private static final double OLDER = 0.7;

  public EvaluationSplit {
    history = List.copyOf(history);
    test = List.copyOf(test);
  }

  /**
   * Returns a split for each repository of the history, by name.
   *
   * @param test the issues to evaluate on; if empty, the newer issues of the history
   */
  public static Map<String, EvaluationSplit> byRepository(
      List<LabeledIssue> history, Optional<List<LabeledIssue>> test) {
    Map<String, List<LabeledIssue>> histories = RepositoryModels.group(history);
    Map<String, EvaluationSplit> splits = new LinkedHashMap<>();
    if (histories.size() == 1 && test.isPresent()) {
      histories.forEach(
          (repository, issues) -> splits.put(repository, new EvaluationSplit(issues, test.get())));
      return splits;
    }
    Optional<Map<String, List<LabeledIssue>>> later = test.map(RepositoryModels::group);
    histories.forEach(
        (repository, issues) ->
            splits.put(
                repository,
                later
                    .map(
                        groups ->
                            new EvaluationSplit(issues, groups.getOrDefault(repository, List.of())))
                    .orElseGet(() -> byTime(issues))));
    return splits;
  }

  /** Returns the older 70 % of the labeled issues as history, and the newer 30 % as test. */
  public static EvaluationSplit byTime(List<LabeledIssue> issues) {
    List<LabeledIssue> labeled =
        issues.stream()
            .filter(issue -> !issue.labels().isEmpty())
            .sorted(LabeledIssue.BY_TIME)
            .toList();
    int older = (int) (labeled.size() * OLDER);
    return new EvaluationSplit(labeled.subList(0, older), labeled.subList(older, labeled.size()));
  }

  /**
   * Returns the labels that can be evaluated.
   *
   * @param given the repository's labels; if empty, the labels that the history uses
   * @param minUses how many issues of the history must have a label
   * @param processLabels whether to include labels that state the progress of work
   */
  public LabelCatalog catalog(Optional<LabelCatalog> given, int minUses, boolean processLabels) {
    Map<String, Integer> uses = new HashMap<>();
    Map<String, String> spelled = new LinkedHashMap<>();
    for (LabeledIssue issue : history) {
      issue.labels().forEach(name -> spelled.putIfAbsent(LabelCatalog.key(name), name));
      new HashSet<>(issue.labels().stream().map(LabelCatalog::key).toList())
          .forEach(key -> uses.merge(key, 1, Integer::sum));
    }
    List<Label> labels =
        given
            .map(LabelCatalog::labels)
            .orElseGet(
                () -> spelled.values().stream().sorted().map(name -> Label.of(name, "")).toList());
    return new LabelCatalog(
        labels.stream()
            .filter(label -> uses.getOrDefault(LabelCatalog.key(label.name()), 0) >= minUses)
            .filter(label -> processLabels || !LabelKindClassifier.isProcess(label))
            .toList());
  }
}
