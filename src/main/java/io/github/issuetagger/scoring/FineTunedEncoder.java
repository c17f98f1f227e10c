package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import java.util.Optional;

/** Reads issues with a repository's fine-tuned bundle besides. */
final class FineTunedEncoder implements IssueEncoder {
  private final IssueEncoder encoder;
  private final FineTunedScorer tuned;

  FineTunedEncoder(IssueEncoder encoder, FineTunedScorer tuned) {
    this.encoder = encoder;
    this.tuned = tuned;
  }

  @Override
  public IssueFeatures encode(IssueText text) {
    IssueFeatures issue = encoder.encode(text);
    return issue.with(tuned.odds(issue.reading()));
  }

  @Override
  public IssueFeatures encodeUntuned(IssueText text) {
    return encoder.encode(text);
  }

  @Override
  public Optional<FineTunedBundle> tuned() {
    return Optional.of(tuned.bundle());
  }

  @Override
  public double[] zeroShot(IssueFeatures issue, LabelCatalog catalog) {
    return encoder.zeroShot(issue, catalog);
  }
}
