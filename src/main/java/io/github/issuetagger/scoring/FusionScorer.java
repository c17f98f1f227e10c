package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.bundle.LogisticWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Scores a label by similarity and entailment, through a logistic regression over the features of
 * both; docs/decisions/0004-fusion.md. Labels that the entailment model is not asked about are left
 * to similarity, and labels that name only a type are left to {@link TypeScorer}. All scores are
 * probabilities, so they can be compared.
 */
final class FusionScorer implements Scorer {
  private static final String NAME = "zero-shot/nli";

  private final EntailmentModel model;
  private final EntailmentFeatures features;
  private final SimilarityScorer similarity;
  private final LogisticWeights score;

  /**
   * Scores by an opened model, which the caller closes.
   *
   * @param score the weights that were fitted on the features of this model and this encoder
   */
  FusionScorer(EntailmentModel model, SimilarityScorer similarity, LogisticWeights score) {
    this.model = model;
    this.features = new EntailmentFeatures(model);
    this.similarity = similarity;
    this.score = score;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> bundles() {
    return Stream.concat(Stream.of(model.bundle().id()), similarity.bundles().stream()).toList();
  }

  @Override
  public boolean covers(Label label) {
    return true;
  }

  @Override
  public double f1Threshold(String label) {
    return score.threshold();
  }

  @Override
  public List<ScoredLabel> scores(IssueFeatures issue, LabelCatalog catalog) {
    SimilarityScorer.Findings found = similarity.find(issue, catalog);
    List<ScoredLabel> scores = new ArrayList<>(SimilarityScorer.scores(catalog, found));
    if (found.types().size() == catalog.size()) {
      return scores;
    }
    features
        .of(issue, catalog, found)
        .forEach(
            (label, row) -> {
              if (!found.types().containsKey(label)) {
                scores.set(label, fused(catalog.labels().get(label), row));
              }
            });
    return scores;
  }

  private ScoredLabel fused(Label label, Map<String, Double> row) {
    return new ScoredLabel(label.name(), LogOdds.probability(score.logOdds(row)), NAME);
  }
}
