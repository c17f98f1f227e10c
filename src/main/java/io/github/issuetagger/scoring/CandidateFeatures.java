package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Chooses the labels that a model is asked about, and adds the model's answers to what similarity
 * has found about them.
 */
final class CandidateFeatures {
  /** The most pairs of issue and label that an issue may cost, because each is an inference. */
  static final int MAX_PAIRS = 12;

  /**
   * The most labels in one pass of a matcher, which reads all of them at once: memory grows with
   * the length of the input.
   */
  static final int MAX_IN_ONE_PASS = 64;

  /** Log-odds are limited to ±10, because a larger answer is not more certain. */
  private static final double MAX_LOG_ODDS = 10;

  /** Texts without content. Only a few, because each costs inferences. */
  static final List<String> NEUTRAL = SimilarityFeatures.NEUTRAL.subList(0, 3);

  private final String name;

  /**
   * @param name the common part of the features' names: NAME, NAME.margin, NAME.standard, NAME.gap,
   *     and K|NAME for labels of kind K
   */
  CandidateFeatures(String name) {
    this.name = name;
  }

  /**
   * Returns the labels that a model may be asked about. A label that tells where work stands is not
   * among them, because no text entails it.
   *
   * @return positions in the catalog, in its order
   */
  static List<Integer> candidates(LabelCatalog catalog) {
    return IntStream.range(0, catalog.size())
        .filter(i -> !LabelKindClassifier.isProcess(catalog.labels().get(i)))
        .boxed()
        .toList();
  }

  /**
   * Returns the most similar candidates, or all if there are few.
   *
   * @param similarity the score of each label, in the catalog's order
   * @return positions in the catalog, the most similar first
   */
  static List<Integer> shortlist(LabelCatalog catalog, double[] similarity, int max) {
    return candidates(catalog).stream()
        .sorted(Comparator.comparingDouble((Integer i) -> similarity[i]).reversed())
        .limit(max)
        .toList();
  }

  /** Limits log-odds to ±10. */
  static double clamp(double logOdds) {
    return Vectors.clamp(logOdds, MAX_LOG_ODDS);
  }

  /**
   * Returns the features of each label that the model was asked about, in the order of {@code
   * asked}.
   *
   * @param asked the labels' positions in the catalog
   * @param logOdds the model's answers, in the order of {@code asked}
   * @param biases what each label scores for any text, in the order of {@code asked}; see {@link
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
