package io.github.issuetagger.store;

import org.jdbi.v3.core.Jdbi;

/**
 * The stores for learning.
 *
 * @param repositories the known repositories
 * @param annotations label annotations
 * @param issues training features of annotated issues
 * @param imports progress of history imports
 * @param outcomes outcomes of the App's labels
 */
public record LearningStore(
    RepositoryStore repositories,
    AnnotationStore annotations,
    TrainingIssueStore issues,
    LearningProgressStore imports,
    OutcomeStore outcomes) {
  /** Returns the stores of a database. */
  public static LearningStore on(Jdbi jdbi) {
    return new LearningStore(
        new RepositoryStore(jdbi),
        new AnnotationStore(jdbi),
        new TrainingIssueStore(jdbi),
        new LearningProgressStore(jdbi),
        new OutcomeStore(jdbi));
  }

  /** Deletes an issue's data, because the issue was deleted or transferred. */
  public void drop(long repositoryId, int issue) {
    annotations.drop(repositoryId, issue);
    issues.drop(repositoryId, issue);
  }
}
