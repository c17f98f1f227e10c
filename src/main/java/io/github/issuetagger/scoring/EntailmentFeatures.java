package io.github.issuetagger.scoring;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.model.EntailmentModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the answers of an entailment model to the features of similarity. The features' names are
 * those of the weights of {@code fusion} in {@code bundle.json}.
 */
final class EntailmentFeatures {
  private static final CandidateFeatures FEATURES = new CandidateFeatures("entailment");
  private static final int MAX_HYPOTHESES = 20_000;
  private static final Duration UNUSED = Duration.ofDays(1);

  private final EntailmentModel model;
  private final LoadingCache<String, Double> biases;

  EntailmentFeatures(EntailmentModel model) {
    this.model = model;
    this.biases =
        Caffeine.newBuilder()
            .maximumSize(MAX_HYPOTHESES)
            .expireAfterAccess(UNUSED)
            .build(this::bias);
  }

  /**
   * Asks the model about the most similar labels.
   *
   * @param found what similarity has found about the catalog's labels
   * @return by the position in the catalog, the features of each label that the model was asked
   *     about
   */
  Map<Integer, Map<String, Double>> of(
      IssueFeatures issue, LabelCatalog catalog, SimilarityScorer.Findings found) {
    List<Integer> asked =
        CandidateFeatures.shortlist(catalog, found.logOdds(), CandidateFeatures.MAX_PAIRS);
    List<String> hypotheses =
        asked.stream().map(catalog.labels()::get).map(Hypotheses::hypothesis).toList();
    double[] odds = model.logOdds(issue.text(), hypotheses);
    double[] bias = hypotheses.stream().mapToDouble(biases::get).toArray();
    List<Map<String, Double>> rows = FEATURES.of(catalog, asked, odds, bias, found);
    Map<Integer, Map<String, Double>> features = new LinkedHashMap<>();
    for (int i = 0; i < odds.length; i++) {
      features.put(asked.get(i), rows.get(i));
    }
    return features;
  }

  /** Returns what a hypothesis scores for any issue; see {@link SimilarityFeatures#NEUTRAL}. */
  private double bias(String hypothesis) {
    return CandidateFeatures.NEUTRAL.stream()
        .mapToDouble(text -> model.logOdds(text, List.of(hypothesis))[0])
        .map(CandidateFeatures::clamp)
        .average()
        .orElseThrow();
  }
}
