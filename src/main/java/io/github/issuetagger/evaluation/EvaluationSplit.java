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
 * What an evaluation learns from and what it judges on.
 *
 * @param history older issues, to learn from
 * @param test newer ones, to judge on
 */
public record EvaluationSplit(List<LabeledIssue> history, List<LabeledIssue> test) {
  /** The share of the labelled issues that is learnt from. */
  private static final double OLDER = 0.7;

  public EvaluationSplit {
    history = List.copyOf(history);
    test = List.copyOf(test);
  }

  public static EvaluationSplit of(List<LabeledIssue> history, List<LabeledIssue> test) {
    return new EvaluationSplit(history, test);
  }

  /**
   * A split for each repository of the history, by name.
   *
   * @param test the issues to judge on; without, the newer of the history
   */
  public static Map<String, EvaluationSplit> byRepository(
      List<LabeledIssue> history, Optional<List<LabeledIssue>> test) {
    Map<String, List<LabeledIssue>> past = RepositoryModels.group(history);
    Map<String, EvaluationSplit> splits = new LinkedHashMap<>();
    if (past.size() == 1 && test.isPresent()) {
      past.forEach((repository, issues) -> splits.put(repository, of(issues, test.get())));
      return splits;
    }
    Optional<Map<String, List<LabeledIssue>>> later = test.map(RepositoryModels::group);
    past.forEach(
        (repository, issues) ->
            splits.put(
                repository,
                later
                    .map(groups -> of(issues, groups.getOrDefault(repository, List.of())))
                    .orElseGet(() -> byTime(issues))));
    return splits;
  }

  /** The older 70 % of the labelled issues against the newer 30 %. */
  public static EvaluationSplit byTime(List<LabeledIssue> issues) {
    List<LabeledIssue> labelled =
        issues.stream()
            .filter(issue -> !issue.labels().isEmpty())
            .sorted(LabeledIssue.BY_TIME)
            .toList();
    int older = (int) (labelled.size() * OLDER);
    return new EvaluationSplit(
        labelled.subList(0, older), labelled.subList(older, labelled.size()));
  }

  /**
   * The labels that can be judged.
   *
   * @param given the repository's labels; without, those that the history uses
   * @param minUses how many issues of the history have to carry a label
   * @param processLabels whether labels are among them that tell where work stands
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
