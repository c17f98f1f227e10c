package io.github.issuetagger.scoring;

import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.TrainedRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Tells which issues of a repository the models have seen in training together with their labels.
 * Results on these issues do not show how good the models are on others.
 *
 * @param until when the newest seen issue was opened; empty if the models have seen none
 */
public record SeenIssues(Optional<Instant> until) {
  /** The issues of a repository that the models were not trained on. */
  public static final SeenIssues NONE = new SeenIssues(Optional.empty());

  /** All issues of a repository. */
  public static final SeenIssues ALL = new SeenIssues(Optional.of(Instant.MAX));

  /** Returns what any of the bundles has seen of a repository. */
  static SeenIssues of(String repository, Collection<Bundle> bundles) {
    return among(
        repository,
        bundles.stream().flatMap(bundle -> bundle.trainedRepositories().stream()).toList());
  }

  /**
   * Returns what training has seen of a repository. An entry without a date stands for all issues.
   *
   * @param repository {@code owner/name}, in any case
   */
  static SeenIssues among(String repository, Collection<TrainedRepository> all) {
    return new SeenIssues(
        all.stream()
            .filter(trained -> trained.names(repository))
            .map(TrainedRepository::until)
            .map(until -> until.orElse(Instant.MAX))
            .max(Comparator.naturalOrder()));
  }

  /**
   * Returns whether the models have seen an issue.
   *
   * @param createdAt when the issue was opened; an issue without a date counts as seen, because it
   *     may have been
   */
  public boolean contains(Optional<Instant> createdAt) {
    return until.isPresent() && createdAt.map(opened -> !opened.isAfter(until.get())).orElse(true);
  }
}
