package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;

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
