package io.github.issuetagger.store;

import org.jdbi.v3.core.Jdbi;

/**
 * All that is remembered to learn from.
 *
 * @param repositories the repositories that everything else hangs on
 * @param examples what was said about labels
 * @param issues what is kept of the issues that it was said about
 * @param past how far the repositories' pasts have been read
 * @param live how right the App was
 */
public record LearningStore(
    RepositoryStore repositories,
    AnnotationStore examples,
    TrainingIssueStore issues,
    ImportProgressStore past,
    OutcomeStore live) {
  /** The stores of one database. */
  public static LearningStore on(Jdbi jdbi) {
    return new LearningStore(
        new RepositoryStore(jdbi),
        new AnnotationStore(jdbi),
        new TrainingIssueStore(jdbi),
        new ImportProgressStore(jdbi),
        new OutcomeStore(jdbi));
  }

  /** Forgets an issue: it was deleted, or is another repository's now. */
  public void drop(long repositoryId, int issue) {
    examples.drop(repositoryId, issue);
    issues.drop(repositoryId, issue);
  }
}
