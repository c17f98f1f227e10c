package io.github.issuetagger.learn;

import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.predict.EncodedIssue;
import io.github.issuetagger.predict.IssueEncoder;
import io.github.issuetagger.predict.TunedBundle;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads each issue once, however many models are compared on it. */
final class RememberingEncoder implements IssueEncoder {
  private final IssueEncoder encoder;
  private final Map<IssueText, EncodedIssue> known = new ConcurrentHashMap<>();

  RememberingEncoder(IssueEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public EncodedIssue encode(IssueText text) {
    EncodedIssue before = known.get(text);
    if (before != null) {
      return before;
    }
    // Not computeIfAbsent, which would hold others up for as long as the models run.
    EncodedIssue now = encoder.encode(text);
    known.put(text, now);
    return now;
  }

  @Override
  public Optional<TunedBundle> tuned() {
    return encoder.tuned();
  }

  @Override
  public double[] zeroShot(EncodedIssue issue, LabelCatalog catalog) {
    return encoder.zeroShot(issue, catalog);
  }
}
