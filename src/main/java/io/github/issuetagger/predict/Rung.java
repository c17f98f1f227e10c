package io.github.issuetagger.predict;

import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;

/** One way to score labels. Implementations are safe for use by many threads. */
interface Rung {
  /** How people see it, for example {@code zero-shot/nli}. */
  String name();

  /** Name and version of the bundle that speaks. */
  String bundle();

  /** Whether this rung can score the label. */
  boolean covers(Label label);

  /** The calibrated score, 0–1, of each label, in the catalog's order. */
  double[] scores(Reading issue, LabelCatalog catalog);

  /** The score, 0–1, from which giving the label was best for F1 where the rung was tuned. */
  double f1Threshold();
}
