package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;

/**
 * Encodes a repository's issues and scores its labels, with all that was learned there.
 * Implementations are safe for use by many threads.
 */
public interface IssueScorer {
  /** Returns the features of an issue's text. Models read the text when they are needed. */
  IssueFeatures encode(RepositoryRef repository, IssueText text);

  /**
   * Scores the catalog's labels.
   *
   * @return one score a label, in the catalog's order
   */
  Prediction score(RepositoryRef repository, IssueFeatures issue, LabelCatalog catalog);
}
