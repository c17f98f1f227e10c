package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a model's answers about some labels add to what similarity has found about them. */
final class CandidateFeatures {
  /** In log-odds; beyond it the model is sure, and how sure says nothing. */
  private static final double MOST_SURE = 10;

  /** Texts about nothing; a few, since each costs inferences. */
  static final List<String> NEUTRAL = SimilarityFeatures.NEUTRAL.subList(0, 3);

  private final String name;

  /**
   * @param name the features' name: NAME itself, NAME.margin, NAME.standard, NAME.gap, and K|NAME
   *     for labels of kind K
   */
  CandidateFeatures(String name) {
    this.name = name;
  }

  /** The log-odds that count, within ±10. */
  static double clamp(double logOdds) {
    return Vectors.clamp(logOdds, MOST_SURE);
  }

  /**
   * The features of each label that was asked about, in the order asked.
   *
   * @param asked the labels' positions
   * @param logOdds the model's answers, in the order asked
   * @param biases what each label scores for any text, in the order asked; see {@link
   *     SimilarityFeatures#NEUTRAL}
   * @param found what similarity has found about the catalog's labels
   */
  List<Map<String, Double>> of(
      LabelCatalog catalog,
      List<Integer> asked,
      double[] logOdds,
      double[] biases,
      SimilarityScorer.Findings found) {
    double[] odds = Arrays.stream(logOdds).map(CandidateFeatures::clamp).toArray();
    double[] standard = Vectors.standardized(odds);
    double best = Arrays.stream(odds).max().orElse(0);
    List<Map<String, Double>> features = new ArrayList<>();
    for (int i = 0; i < odds.length; i++) {
      int label = asked.get(i);
      Map<String, Double> row = new HashMap<>(found.features().get(label));
      row.put("similarity", found.logOdds()[label]);
      row.put(name, odds[i]);
      row.put(name + ".margin", odds[i] - biases[i]);
      row.put(name + ".standard", standard[i]);
      row.put(name + ".gap", odds[i] - best);
      row.put(LabelKindClassifier.of(catalog.labels().get(label)).id() + "|" + name, odds[i]);
      features.add(row);
    }
    return features;
  }
}
