package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.learning.training.ModelTrainer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A model for each repository of a history, since the same label means something else elsewhere. A
 * history of one repository serves every issue, whatever repository the issue names.
 */
public final class RepositoryModels {
  private final Map<String, LearnedModel> models;

  private RepositoryModels(Map<String, LearnedModel> models) {
    this.models = models;
  }

  /**
   * Learns the catalog's labels from each repository's own issues.
   *
   * @param learners what learns from a repository's issues, by its name; empty for those that name
   *     none
   */
  public static RepositoryModels learn(
      Function<String, ModelTrainer> learners, List<LabeledIssue> history, LabelCatalog catalog) {
    Map<String, LearnedModel> models = new LinkedHashMap<>();
    group(history)
        .forEach(
            (repository, issues) ->
                models.put(
                    repository.toLowerCase(Locale.ROOT),
                    learners.apply(repository).learn(issues, catalog)));
    return new RepositoryModels(models);
  }

  /**
   * The issues of each repository, in the order of the repositories' names, each as it is written
   * first. Those that name none are together under an empty name.
   */
  public static Map<String, List<LabeledIssue>> group(List<LabeledIssue> issues) {
    Map<String, List<LabeledIssue>> groups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (LabeledIssue issue : issues) {
      groups.computeIfAbsent(issue.repo(), repository -> new ArrayList<>()).add(issue);
    }
    return groups;
  }

  /** The model of a repository; empty when the history holds others only. */
  public Optional<LearnedModel> of(String repository) {
    return models.size() == 1
        ? models.values().stream().findFirst()
        : Optional.ofNullable(models.get(repository.toLowerCase(Locale.ROOT)));
  }

  /** All models. */
  public Collection<LearnedModel> all() {
    return List.copyOf(models.values());
  }
}
