package io.github.issuetagger.predict;

import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.model.Calibration;
import io.github.issuetagger.model.Fusion;
import io.github.issuetagger.model.LinearScore;
import io.github.issuetagger.model.MatcherHead;
import io.github.issuetagger.model.MatcherModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Scores labels by a matcher, which reads the issue and all of them in one inference: through a
 * logistic regression over its answers and what similarity finds where the bundle has one, else by
 * its calibrated answers alone. Labels that it is not asked about are left to similarity, and those
 * that name nothing but a type to {@link TypeScores}: all scores are probabilities.
 */
final class MatcherPredictor implements Rung {
  static final String NAME = "zero-shot/matcher";

  private final MatcherModel model;
  private final MatchFeatures features;
  private final SimilarityPredictor similarity;
  private final MatcherHead head;
  private final Optional<LinearScore> fusion;
  private final TypeScores types;

  /**
   * A rung on an opened model, which the caller closes.
   *
   * @param similarity stands on the same model
   */
  MatcherPredictor(MatcherModel model, SimilarityPredictor similarity) {
    this.model = model;
    this.features = new MatchFeatures(model, similarity);
    this.similarity = similarity;
    this.head = model.bundle().outputs().matcher().orElseThrow();
    this.fusion = model.bundle().outputs().fusion().map(Fusion::score);
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
    return fusion.map(LinearScore::threshold).orElseGet(head::threshold);
  }

  /** How labels that name nothing but a type are scored. */
  TypeScores types() {
    return types;
  }

  @Override
  public List<ScoredLabel> scores(Reading issue, LabelCatalog catalog) {
    MatchFeatures.Asked asked = features.of(issue, catalog);
    List<ScoredLabel> scores = new ArrayList<>(SimilarityPredictor.scores(catalog, asked.found()));
    asked
        .answers()
        .forEach(
            (position, answer) ->
                scores.set(position, score(catalog.labels().get(position), answer)));
    return scores;
  }

  private ScoredLabel score(Label label, MatchFeatures.Answer answer) {
    return types
        .score(label, answer.features())
        .orElseGet(() -> new ScoredLabel(label.name(), probability(answer), NAME));
  }

  private double probability(MatchFeatures.Answer answer) {
    return fusion
        .map(score -> Calibration.logistic(score.logOdds(answer.features())))
        .orElseGet(() -> head.calibration().probability(answer.logOdds()));
  }
}
