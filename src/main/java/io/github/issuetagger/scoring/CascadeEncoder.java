package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import java.util.Optional;

/**
 * Encodes issues with the zero-shot encoder and a fine-tuned bundle. Keeps the newest few features,
 * so that the steps of one delivery share them: a model that read an issue to score it does not
 * read the issue again to store its features.
 */
final class CascadeEncoder implements IssueEncoder {
  private static final int MAX_RECENT = 16;

  private final SimilarityScorer similarity;
  private final Optional<FineTunedScorer> fineTuned;
  private final RecentResults<IssueText, IssueFeatures> recent = new RecentResults<>(MAX_RECENT);

  CascadeEncoder(SimilarityScorer similarity, Optional<FineTunedScorer> fineTuned) {
    this.similarity = similarity;
    this.fineTuned = fineTuned;
  }

  @Override
  public IssueFeatures encode(IssueText text) {
    Optional<IssueFeatures> known = recent.find(text);
    if (known.isPresent()) {
      return known.get();
    }
    IssueFeatures features = features(text);
    recent.put(text, features);
    return features;
  }

  private IssueFeatures features(IssueText text) {
    IssueFeatures features = similarity.encode(text);
    return fineTuned
        .map(
            scorer ->
                features.withFineTuned(
                    scorer.bundle().fingerprint(), () -> scorer.logOdds(features.text())))
        .orElse(features);
  }

  @Override
  public Optional<FineTunedBundle> fineTuned() {
    return fineTuned.map(FineTunedScorer::bundle);
  }

  @Override
  public double[] zeroShot(IssueFeatures issue, LabelCatalog catalog) {
    return similarity.zeroShot(issue, catalog);
  }
}
