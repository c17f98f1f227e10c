package io.github.issuetagger.predict;

import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.LabelCatalog;
import java.util.Optional;

/** Reads issues with a repository's fine-tuned bundle besides. */
final class TunedEncoder implements IssueEncoder {
  private final IssueEncoder encoder;
  private final FineTunedPredictor tuned;

  TunedEncoder(IssueEncoder encoder, FineTunedPredictor tuned) {
    this.encoder = encoder;
    this.tuned = tuned;
  }

  @Override
  public EncodedIssue encode(IssueText text) {
    EncodedIssue issue = encoder.encode(text);
    return issue.with(tuned.odds(issue.reading()));
  }

  @Override
  public EncodedIssue encodeUntuned(IssueText text) {
    return encoder.encode(text);
  }

  @Override
  public Optional<TunedBundle> tuned() {
    return Optional.of(tuned.bundle());
  }

  @Override
  public double[] zeroShot(EncodedIssue issue, LabelCatalog catalog) {
    return encoder.zeroShot(issue, catalog);
  }
}
