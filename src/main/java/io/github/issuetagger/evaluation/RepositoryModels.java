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
 * A model for each repository of a history, because the same label can have another meaning in
 * another repository. If the history has only one repository, its model serves every issue.
 */
public final class RepositoryModels {
  private final Map<String, LearnedModel> models;

  private RepositoryModels(Map<String, LearnedModel> models) {
    this.models = models;
  }

  /**
   * Trains a model of the catalog's labels on each repository's issues.
   *
   * @param trainers returns a repository's trainer by the repository's name, which is empty for
   *     issues that name none
   */
  public static RepositoryModels learn(
      Function<String, ModelTrainer> trainers, List<LabeledIssue> history, LabelCatalog catalog) {
    Map<String, LearnedModel> models = new LinkedHashMap<>();
    group(history)
        .forEach(
            (repository, issues) ->
                models.put(
                    repository.toLowerCase(Locale.ROOT),
                    trainers.apply(repository).learn(issues, catalog)));
    return new RepositoryModels(models);
  }

  /**
   * Groups issues by repository, in the order of the names. Ignores case and keeps the first
   * spelling. Issues that name no repository are grouped under an empty name.
   */
  public static Map<String, List<LabeledIssue>> group(List<LabeledIssue> issues) {
    Map<String, List<LabeledIssue>> groups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (LabeledIssue issue : issues) {
      groups.computeIfAbsent(issue.repo(), repository -> new ArrayList<>()).add(issue);
    }
    return groups;
  }

  /** Returns a repository's model, or empty if the history has only other repositories. */
  public Optional<LearnedModel> of(String repository) {
    return models.size() == 1
        ? models.values().stream().findFirst()
        : Optional.ofNullable(models.get(repository.toLowerCase(Locale.ROOT)));
  }

  /** Returns all models. */
  public Collection<LearnedModel> all() {
    return List.copyOf(models.values());
  }
}
