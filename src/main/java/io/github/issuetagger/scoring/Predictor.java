package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;

/**
 * Scores every label of a catalog for an issue. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface Predictor {
  /**
   * Scores the catalog's labels.
   *
   * @return one score a label, in the catalog's order
   */
  Prediction score(IssueFeatures issue, LabelCatalog catalog);
}
