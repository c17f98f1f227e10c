package io.github.issuetagger.learn;

import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.predict.EncodedIssue;
import io.github.issuetagger.predict.IssueEncoder;
import io.github.issuetagger.predict.TunedBundle;
import java.util.Optional;

/**
 * Compares labels with an issue's embeddings and type alone, as of an issue whose text was not
 * kept. New issues are compared in the same way, so that a model meets no other scores than those
 * that it was fitted on.
 */
final class TextlessEncoder implements IssueEncoder {
  private final IssueEncoder encoder;

  TextlessEncoder(IssueEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public EncodedIssue encode(IssueText text) {
    return encoder.encode(text);
  }

  @Override
  public EncodedIssue encodeUntuned(IssueText text) {
    return encoder.encodeUntuned(text);
  }

  @Override
  public Optional<TunedBundle> tuned() {
    return encoder.tuned();
  }

  @Override
  public double[] zeroShot(EncodedIssue issue, LabelCatalog catalog) {
    return encoder.zeroShot(
        new EncodedIssue(
            KeptFeatures.NO_TEXT,
            KeptFeatures.NO_TEXT,
            issue.title(),
            issue.whole(),
            issue.types()),
        catalog);
  }
}
