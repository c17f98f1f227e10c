package io.github.issuetagger.predict;

import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.model.Bundle;
import io.github.issuetagger.model.BundleException;
import io.github.issuetagger.model.Calibration;
import io.github.issuetagger.model.LabelModel;
import io.github.issuetagger.model.LinearScore;
import io.github.issuetagger.model.TextEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Scores a label by how near the issue lies to the label's meaning, and by the issue's wording. The
 * features become a probability through a logistic regression that was fitted on issues of other
 * repositories, so it needs no example of this one.
 */
final class SimilarityPredictor implements Rung {
  private static final String NAME = "zero-shot/similarity";

  private final TextEncoder encoder;
  private final SimilarityFeatures features;
  private final List<String> bundles;
  private final LinearScore score;

  /**
   * What the rung found of an issue.
   *
   * @param features a row a label, in the catalog's order; may be added to
   * @param logOdds each label's log-odds, in the catalog's order
   */
  // Made once for an issue, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Findings(List<Map<String, Double>> features, double[] logOdds) {}

  /**
   * A rung on opened models, which the caller closes.
   *
   * @param issueType a multi-label model of issue types, for an encoder without such a head
   * @throws BundleException when the bundle lacks the fitted weights
   */
  SimilarityPredictor(TextEncoder encoder, Optional<LabelModel> issueType) {
    this.encoder = encoder;
    this.features = new SimilarityFeatures(encoder, issueType);
    this.bundles =
        Stream.concat(Stream.of(encoder.bundle()), issueType.map(LabelModel::bundle).stream())
            .map(Bundle::id)
            .toList();
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

  /** The encoder's bundle. */
  Bundle encoder() {
    return encoder.bundle();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> bundles() {
    return bundles;
  }

  @Override
  public boolean covers(Label label) {
    return true;
  }

  @Override
  public double f1Threshold(String label) {
    return score.threshold();
  }

  /** The features, and what the weights make of them. */
  Findings find(Reading issue, LabelCatalog catalog) {
    List<Map<String, Double>> rows = features.of(issue, catalog);
    return new Findings(rows, rows.stream().mapToDouble(score::logOdds).toArray());
  }

  @Override
  public List<ScoredLabel> scores(Reading issue, LabelCatalog catalog) {
    return scores(catalog, find(issue, catalog));
  }

  /** The scores of what was found before. */
  static List<ScoredLabel> scores(LabelCatalog catalog, Findings findings) {
    return IntStream.range(0, catalog.size())
        .mapToObj(
            i ->
                new ScoredLabel(
                    catalog.labels().get(i).name(),
                    Calibration.logistic(findings.logOdds()[i]),
                    NAME))
        .toList();
  }
}
