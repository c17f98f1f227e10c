package io.github.issuetagger.scoring;

import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.TrainedRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Tells which issues of a repository the models have seen in training together with their labels.
 * What the models say of these issues is no evidence of what they say of others.
 *
 * @param until when the newest of them was opened; empty when the models have seen none
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
   * @param createdAt when it was opened; an issue without a date may be among those that were seen,
   *     so it counts as one of them
   */
  public boolean contains(Optional<Instant> createdAt) {
    return until.isPresent() && createdAt.map(opened -> !opened.isAfter(until.get())).orElse(true);
  }
}
