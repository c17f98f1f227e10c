package io.github.issuetagger.predict;

import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.LabelCatalog;

/**
 * Reads issues once, for those who learn from many of them. Implementations are safe for use by
 * many threads, and take as many issues at a time as threads ask.
 */
public interface IssueEncoder {
  /** Runs the models on an issue, its type included. */
  EncodedIssue encode(IssueText text);

  /**
   * What the similarity rung says, without another inference.
   *
   * @return the calibrated log-odds of each label, in the catalog's order
   */
  double[] zeroShot(EncodedIssue issue, LabelCatalog catalog);
}
