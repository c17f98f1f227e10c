package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import java.util.Optional;

/** Encodes the issues of a repository. Implementations are safe for use by many threads. */
public interface IssueEncoder {
  /** Returns the features of a text. Models read the text when their results are needed. */
  IssueFeatures encode(IssueText text);

  /** The fine-tuned bundle that reads the issues, if there is one. */
  default Optional<FineTunedBundle> fineTuned() {
    return Optional.empty();
  }

  /**
   * Scores labels by similarity, without training on the repository.
   *
   * @return the calibrated log-odds of each label, in the catalog's order
   */
  double[] zeroShot(IssueFeatures issue, LabelCatalog catalog);
}
