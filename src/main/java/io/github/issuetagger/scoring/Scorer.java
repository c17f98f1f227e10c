package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import java.util.List;

/** One way to score labels. Implementations are safe for use by many threads. */
interface Scorer {
  /** The name in predictions and reports, for example {@code zero-shot/nli}. */
  String name();

  /** Name and version of the bundles that score. */
  List<String> bundles();

  /** Whether this scorer can score the label. */
  boolean covers(Label label);

  /**
   * Returns the calibrated score of each label, in the catalog's order. A scorer may leave a label
   * to another scorer, which is then named in the score.
   */
  List<ScoredLabel> scores(IssueFeatures issue, LabelCatalog catalog);

  /** The score, 0–1, from which giving that label was best for F1 when the scorer was fitted. */
  double f1Threshold(String label);
}
