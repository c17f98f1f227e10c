package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.MatcherModel;
import io.github.issuetagger.model.bundle.FusionHead;
import io.github.issuetagger.model.bundle.LogisticWeights;
import io.github.issuetagger.model.bundle.MatcherHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Scores labels by a matcher, which reads the issue and all labels in one inference. If the bundle
 * has a fusion, a logistic regression combines the answers with similarity; otherwise the
 * calibrated answers are the scores. Labels that the matcher is not asked about are left to
 * similarity, and labels that name only a type are left to {@link TypeScorer}. All scores are
 * probabilities.
 */
final class MatcherScorer implements Scorer {
  static final String NAME = "zero-shot/matcher";

  private final MatcherModel model;
  private final MatcherFeatures features;
  private final SimilarityScorer similarity;
  private final MatcherHead head;
  private final Optional<LogisticWeights> fusion;
  private final TypeScorer types;

  /**
   * Scores by an opened model, which the caller closes.
   *
   * @param similarity uses the same model
   */
  MatcherScorer(MatcherModel model, SimilarityScorer similarity) {
    this.model = model;
    this.features = new MatcherFeatures(model, similarity);
    this.similarity = similarity;
    this.head = model.bundle().outputs().matcher().orElseThrow();
    this.fusion = model.bundle().outputs().fusion().map(FusionHead::score);
    this.types = similarity.matchedTypes();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> bundles() {
    return Stream.concat(Stream.of(model.bundle().id()), similarity.bundles().stream())
        .distinct()
        .toList();
  }

  @Override
  public boolean covers(Label label) {
    return true;
  }

  @Override
  public double f1Threshold(String label) {
    return fusion.map(LogisticWeights::threshold).orElseGet(head::threshold);
  }

  /** Scores the labels that name only a type. */
  TypeScorer types() {
    return types;
  }

  @Override
  public List<ScoredLabel> scores(IssueFeatures issue, LabelCatalog catalog) {
    MatcherFeatures.Asked asked = features.of(issue, catalog);
    List<ScoredLabel> scores = new ArrayList<>(SimilarityScorer.scores(catalog, asked.found()));
    asked
        .answers()
        .forEach(
            (position, answer) ->
                scores.set(position, score(catalog.labels().get(position), answer)));
    return scores;
  }

  private ScoredLabel score(Label label, MatcherFeatures.Answer answer) {
    return types
        .score(label, answer.features())
        .orElseGet(() -> new ScoredLabel(label.name(), probability(answer), NAME));
  }

  private double probability(MatcherFeatures.Answer answer) {
    return fusion
        .map(score -> LogOdds.probability(score.logOdds(answer.features())))
        .orElseGet(() -> head.calibration().probability(answer.logOdds()));
  }
}
