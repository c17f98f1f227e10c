package io.github.issuetagger.predict;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.model.EntailmentModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured between an issue and a label when an entailment model is asked, together with
 * what similarity has found. The names are those of the weights of {@code fusion} in {@code
 * bundle.json}.
 */
final class EntailmentFeatures {
  /** In log-odds; beyond it the model is sure, and how sure says nothing. */
  private static final double MOST_SURE = 10;

  private static final int MOST_HYPOTHESES = 20_000;
  private static final Duration UNUSED = Duration.ofDays(1);

  /** Texts about nothing; a few, since each costs an inference a label. */
  private static final List<String> NEUTRAL = SimilarityFeatures.NEUTRAL.subList(0, 3);

  private final EntailmentModel model;
  private final LoadingCache<String, Double> biases;

  EntailmentFeatures(EntailmentModel model) {
    this.model = model;
    this.biases =
        Caffeine.newBuilder()
            .maximumSize(MOST_HYPOTHESES)
            .expireAfterAccess(UNUSED)
            .build(this::bias);
  }

  /**
   * Asks the model about the shortlist.
   *
   * @param found what similarity has found about the catalog's labels
   * @return the features of each label that was asked about, by its position in the catalog
   */
  Map<Integer, Map<String, Double>> of(
      Reading issue, LabelCatalog catalog, SimilarityPredictor.Findings found) {
    List<Integer> asked = Shortlist.of(catalog, found.logOdds());
    List<String> hypotheses =
        asked.stream().map(catalog.labels()::get).map(Hypotheses::hypothesis).toList();
    double[] odds =
        Arrays.stream(model.logOdds(issue.whole(), hypotheses))
            .map(value -> Vectors.clamp(value, MOST_SURE))
            .toArray();
    double[] standard = Vectors.standardized(odds);
    double best = Arrays.stream(odds).max().orElse(0);
    Map<Integer, Map<String, Double>> features = new LinkedHashMap<>();
    for (int i = 0; i < odds.length; i++) {
      int label = asked.get(i);
      Map<String, Double> row = new HashMap<>(found.features().get(label));
      row.put("similarity", found.logOdds()[label]);
      row.put("entailment", odds[i]);
      row.put("entailment.margin", odds[i] - biases.get(hypotheses.get(i)));
      row.put("entailment.standard", standard[i]);
      row.put("entailment.gap", odds[i] - best);
      row.put(kind(catalog.labels().get(label)) + "|entailment", odds[i]);
      features.put(label, row);
    }
    return features;
  }

  /** What a hypothesis scores for any issue; see {@link SimilarityFeatures#NEUTRAL}. */
  private double bias(String hypothesis) {
    return NEUTRAL.stream()
        .mapToDouble(text -> model.logOdds(text, List.of(hypothesis))[0])
        .map(value -> Vectors.clamp(value, MOST_SURE))
        .average()
        .orElseThrow();
  }

  private static String kind(Label label) {
    return LabelKinds.of(label).id();
  }
}
