package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.scoring.FineTunedBundle;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.Optional;

/**
 * Compares labels with an issue's embeddings and type alone, as of an issue whose text was not
 * kept. New issues are compared in the same way, so that a model meets no other scores than those
 * that it was fitted on.
 */
public final class TextlessEncoder implements IssueEncoder {
  private final IssueEncoder encoder;

  public TextlessEncoder(IssueEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public IssueFeatures encode(IssueText text) {
    return encoder.encode(text);
  }

  @Override
  public IssueFeatures encodeUntuned(IssueText text) {
    return encoder.encodeUntuned(text);
  }

  @Override
  public Optional<FineTunedBundle> tuned() {
    return encoder.tuned();
  }

  @Override
  public double[] zeroShot(IssueFeatures issue, LabelCatalog catalog) {
    return encoder.zeroShot(
        new IssueFeatures(
            StoredFeatures.NO_TEXT,
            StoredFeatures.NO_TEXT,
            issue.title(),
            issue.whole(),
            issue.types()),
        catalog);
  }
}
