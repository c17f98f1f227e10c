package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EncoderResult;
import io.github.issuetagger.model.MultiLabelModel;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.LogisticWeights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Scores a label by the similarity of the issue to the label's meaning, and by the issue's wording.
 * A logistic regression turns the features into a probability. It was fitted on other repositories,
 * so it needs no examples from this one.
 */
final class SimilarityScorer implements Scorer {
  private static final String NAME = "zero-shot/similarity";

  private final Encoder encoder;
  private final SimilarityFeatures features;
  private final List<Bundle> bundles;
  private final LogisticWeights score;
  private final TypeScorer matchedTypes;
  private final TypeScorer types;

  /**
   * What similarity says about an issue.
   *
   * @param features the features of each label, in the catalog's order; callers may add to them
   * @param logOdds each label's log-odds by similarity, in the catalog's order
   * @param types by the label's position, the scores of labels that name only a type; they replace
   *     the scores by similarity
   */
  // Made once for an issue, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Findings(
      List<Map<String, Double>> features, double[] logOdds, Map<Integer, ScoredLabel> types) {}

  /**
   * Scores by opened models, which the caller closes.
   *
   * @param issueType a multi-label model of issue types, for an encoder without such a head
   * @throws BundleException if the bundle lacks the fitted weights
   */
  SimilarityScorer(Encoder encoder, Optional<MultiLabelModel> issueType) {
    this.encoder = encoder;
    this.features = new SimilarityFeatures(encoder, issueType);
    this.bundles =
        Stream.concat(Stream.of(encoder.bundle()), issueType.map(MultiLabelModel::bundle).stream())
            .toList();
    TypeScorer all =
        new TypeScorer(
            issueType.map(MultiLabelModel::bundle).orElse(encoder.bundle()).outputs().types());
    this.types = all.withoutMatch();
    this.matchedTypes = all.withMatch();
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
    return bundles.stream().map(Bundle::id).toList();
  }

  @Override
  public boolean covers(Label label) {
    return true;
  }

  @Override
  public double f1Threshold(String label) {
    return score.threshold();
  }

  /** Returns the features of a text, without a fine-tuned bundle. */
  IssueFeatures encode(IssueText text) {
    return features.encode(text);
  }

  /**
   * Scores labels by similarity and type.
   *
   * @return the calibrated log-odds of each label, in the catalog's order
   */
  double[] zeroShot(IssueFeatures issue, LabelCatalog catalog) {
    List<Map<String, Double>> rows = features.of(issue, catalog);
    return IntStream.range(0, catalog.size())
        .mapToDouble(
            i ->
                types
                    .logOdds(catalog.labels().get(i), rows.get(i))
                    .orElseGet(() -> score.logOdds(rows.get(i))))
        .toArray();
  }

  /** Returns the features and the scores of an issue. */
  Findings find(IssueFeatures issue, LabelCatalog catalog) {
    return find(features.of(issue, catalog), catalog);
  }

  /** Returns the same with the embedding of a matcher's pass. */
  Findings find(IssueFeatures issue, EncoderResult encoded, LabelCatalog catalog) {
    return find(features.of(features.withEncoding(issue, encoded), catalog), catalog);
  }

  private Findings find(List<Map<String, Double>> rows, LabelCatalog catalog) {
    return new Findings(
        rows, rows.stream().mapToDouble(score::logOdds).toArray(), types.of(catalog, rows));
  }

  @Override
  public List<ScoredLabel> scores(IssueFeatures issue, LabelCatalog catalog) {
    return scores(catalog, find(issue, catalog));
  }

  private static ScoredLabel bySimilarity(Label label, double logOdds) {
    return new ScoredLabel(label.name(), LogOdds.probability(logOdds), NAME);
  }

  /** Returns which issues of a repository the encoder or the model of types was trained on. */
  SeenIssues seen(String repository) {
    return SeenIssues.of(repository, bundles);
  }

  /** Scores the labels that name only a type, without a matcher's answers. */
  TypeScorer types() {
    return types;
  }

  /** Scores such labels with a matcher's answers. */
  TypeScorer matchedTypes() {
    return matchedTypes;
  }

  /** Returns the scores of what {@link #find} found. */
  static List<ScoredLabel> scores(LabelCatalog catalog, Findings findings) {
    return IntStream.range(0, catalog.size())
        .mapToObj(
            i ->
                Optional.ofNullable(findings.types().get(i))
                    .orElseGet(() -> bySimilarity(catalog.labels().get(i), findings.logOdds()[i])))
        .toList();
  }
}
