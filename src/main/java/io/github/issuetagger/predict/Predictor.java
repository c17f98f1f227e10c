package io.github.issuetagger.predict;

import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.Prediction;
import io.github.issuetagger.issue.RepositoryRef;

/**
 * Scores every label of a catalog for an issue. Implementations are safe for use by many threads.
 */
public interface Predictor {
  /**
   * Scores the catalog's labels.
   *
   * @return one score a label, in the catalog's order
   */
  Prediction predict(IssueText text, LabelCatalog catalog);

  /**
   * Scores the labels of a repository, by what its people have taught where that is known.
   *
   * @return one score a label, in the catalog's order
   */
  default Prediction predict(RepositoryRef repository, IssueText text, LabelCatalog catalog) {
    return predict(text, catalog);
  }
}
