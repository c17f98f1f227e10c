package io.github.issuetagger.predict;

import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.model.BundleException;
import io.github.issuetagger.model.Calibration;
import io.github.issuetagger.model.LinearScore;
import io.github.issuetagger.model.TextEncoder;

/**
 * Scores a label by how near the issue lies to the label's meaning, and by the issue's wording. The
 * features become a probability through a logistic regression that was fitted on issues of other
 * repositories, so it needs no example of this one.
 */
final class SimilarityPredictor implements Rung {
  private final TextEncoder encoder;
  private final SimilarityFeatures features;
  private final LinearScore score;

  /**
   * A rung on an opened encoder, which the caller closes.
   *
   * @throws BundleException when the bundle lacks the fitted weights
   */
  SimilarityPredictor(TextEncoder encoder) {
    this.encoder = encoder;
    this.features = new SimilarityFeatures(encoder);
    this.score =
        encoder
            .bundle()
            .outputs()
            .similarity()
            .orElseThrow(
                () ->
                    new BundleException(
                        "bundle "
                            + encoder.bundle().id()
                            + " has no 'similarity' in bundle.json, which makes probabilities of cosines"));
  }

  @Override
  public String name() {
    return "zero-shot/similarity";
  }

  @Override
  public String bundle() {
    return encoder.bundle().id();
  }

  @Override
  public boolean covers(Label label) {
    return true;
  }

  @Override
  public double f1Threshold() {
    return score.threshold();
  }

  @Override
  public double[] scores(Reading issue, LabelCatalog catalog) {
    return features.of(issue, catalog).stream()
        .mapToDouble(row -> Calibration.logistic(score.logOdds(row)))
        .toArray();
  }
}
