package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import java.util.List;

/** Tells why labels fit an issue or do not. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface Explainer {
  /**
   * Explains.
   *
   * @param issue the issue's number
   * @param catalog the labels that the predictor is asked about
   * @param labels names of labels of the catalog; empty asks for those that fit best
   * @return one explanation a label
   */
  List<Explanation> explain(
      RepositoryRef repository,
      int issue,
      IssueText text,
      LabelCatalog catalog,
      List<String> labels);
}
