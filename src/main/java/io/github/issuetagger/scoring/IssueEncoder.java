package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import java.util.Optional;

/**
 * Reads issues once, for those who learn from many of them. Implementations are safe for use by
 * many threads, and take as many issues at a time as threads ask.
 */
public interface IssueEncoder {
  /** Runs the models on an issue, its type and the fine-tuned bundle included. */
  IssueFeatures encode(IssueText text);

  /** The same for those who do not want the fine-tuned bundle, which costs an inference. */
  default IssueFeatures encodeUntuned(IssueText text) {
    return encode(text);
  }

  /** The fine-tuned bundle that reads the issues besides, where there is one. */
  default Optional<FineTunedBundle> tuned() {
    return Optional.empty();
  }

  /**
   * What the similarity scorer says, without another inference.
   *
   * @return the calibrated log-odds of each label, in the catalog's order
   */
  double[] zeroShot(IssueFeatures issue, LabelCatalog catalog);
}
