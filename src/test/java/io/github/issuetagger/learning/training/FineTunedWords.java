package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.scoring.FineTunedBundle;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads issues with a fine-tuned bundle that has answers by heart; others it denies. */
public final class FineTunedWords implements IssueEncoder {
  private static final float SURE = 5;

  private final IssueEncoder words = new BagOfWords();
  private final FineTunedBundle bundle;
  private final Map<IssueText, List<String>> answers = new HashMap<>();
  private final AtomicInteger runs = new AtomicInteger();

  public FineTunedWords(String fingerprint, Optional<Instant> trainedUntil, String... labels) {
    this.bundle = new FineTunedBundle("labels 1", fingerprint, trainedUntil, List.of(labels));
  }

  /** The same bundle, which says these labels of each of the issues. */
  public FineTunedWords saying(List<LabeledIssue> issues) {
    issues.forEach(issue -> answers.put(issue.text(), issue.labels()));
    return this;
  }

  /** How often the bundle has read an issue. */
  int runs() {
    return runs.get();
  }

  @Override
  public IssueFeatures encode(IssueText text) {
    return words.encode(text).withFineTuned(bundle.fingerprint(), () -> read(text));
  }

  private float[] read(IssueText text) {
    runs.incrementAndGet();
    float[] odds = new float[bundle.labels().size()];
    for (int i = 0; i < odds.length; i++) {
      boolean says = answers.getOrDefault(text, List.of()).contains(bundle.labels().get(i));
      odds[i] = says ? SURE : -SURE;
    }
    return odds;
  }

  @Override
  public Optional<FineTunedBundle> fineTuned() {
    return Optional.of(bundle);
  }

  @Override
  public double[] zeroShot(IssueFeatures issue, LabelCatalog catalog) {
    return words.zeroShot(issue, catalog);
  }
}
