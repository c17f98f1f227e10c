package io.github.issuetagger.scoring;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.model.MatcherModel;
import io.github.issuetagger.model.MatcherResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds the answers of a matcher to the features of similarity. The features' names are those of the
 * weights of {@code fusion} and {@code types} in {@code bundle.json}.
 */
final class MatcherFeatures {
  private static final String NAME = "match";
  private static final CandidateFeatures FEATURES = new CandidateFeatures(NAME);
  private static final int MAX_LABELS = 20_000;
  private static final Duration UNUSED = Duration.ofDays(1);

  private final MatcherModel model;
  private final SimilarityScorer similarity;
  private final Cache<String, Double> biases =
      Caffeine.newBuilder().maximumSize(MAX_LABELS).expireAfterAccess(UNUSED).build();

  /**
   * Similarity's findings and the matcher's answers.
   *
   * @param found what similarity has found about all labels
   * @param answers by the label's position, the answers about labels that the matcher was asked
   *     about
   */
  record Asked(SimilarityScorer.Findings found, Map<Integer, Answer> answers) {}

  /**
   * A matcher's answer about a label.
   *
   * @param logOdds the answer, not calibrated
   * @param features all features of the issue and the label
   */
  record Answer(double logOdds, Map<String, Double> features) {}

  /**
   * Asks an opened model, which the caller closes.
   *
   * @param similarity uses the same model
   */
  MatcherFeatures(MatcherModel model, SimilarityScorer similarity) {
    this.model = model;
    this.similarity = similarity;
  }

  /** Whether only labels that the matcher was asked about have a feature of that name. */
  static boolean isNamed(String feature) {
    return feature.equals(NAME) || feature.startsWith(NAME + ".") || feature.endsWith("|" + NAME);
  }

  /**
   * Reads issue and labels together if the labels are few enough. Otherwise reads the issue first,
   * and then the most similar labels. The embedding of a pass with labels differs slightly from
   * that of the text alone, because the model is quantized, so it is used only for similarity.
   */
  Asked of(IssueFeatures issue, LabelCatalog catalog) {
    List<Integer> candidates = CandidateFeatures.candidates(catalog);
    if (candidates.size() <= CandidateFeatures.MAX_IN_ONE_PASS) {
      MatcherResult matched = model.match(issue.text(), meanings(catalog, candidates));
      return asked(catalog, similarity.find(issue, matched.text(), catalog), candidates, matched);
    }
    SimilarityScorer.Findings found = similarity.find(issue, catalog);
    List<Integer> shortlist =
        CandidateFeatures.shortlist(catalog, found.logOdds(), CandidateFeatures.MAX_IN_ONE_PASS);
    return asked(
        catalog, found, shortlist, model.match(issue.text(), meanings(catalog, shortlist)));
  }

  private Asked asked(
      LabelCatalog catalog,
      SimilarityScorer.Findings found,
      List<Integer> labels,
      MatcherResult matched) {
    List<String> meanings = meanings(catalog, labels);
    // Include all candidates, because the next issue may have another shortlist.
    Map<String, Double> byMeaning =
        biases.getAll(meanings(catalog, CandidateFeatures.candidates(catalog)), this::biases);
    double[] bias = meanings.stream().mapToDouble(byMeaning::get).toArray();
    double[] odds = matched.logOdds();
    List<Map<String, Double>> rows = FEATURES.of(catalog, labels, odds, bias, found);
    Map<Integer, Answer> answers = new LinkedHashMap<>();
    for (int i = 0; i < odds.length; i++) {
      answers.put(labels.get(i), new Answer(odds[i], rows.get(i)));
    }
    return new Asked(found, answers);
  }

  private static List<String> meanings(LabelCatalog catalog, List<Integer> labels) {
    return labels.stream().map(catalog.labels()::get).map(Hypotheses::meaning).toList();
  }

  /** Returns what labels score for any issue. */
  private Map<String, Double> biases(Set<? extends String> meanings) {
    List<String> labels = List.copyOf(meanings);
    Map<String, Double> means = new HashMap<>();
    for (int start = 0; start < labels.size(); start += CandidateFeatures.MAX_IN_ONE_PASS) {
      int end = Math.min(labels.size(), start + CandidateFeatures.MAX_IN_ONE_PASS);
      addBiases(labels.subList(start, end), means);
    }
    return means;
  }

  /** Reads all labels at once with each neutral text. */
  private void addBiases(List<String> labels, Map<String, Double> means) {
    for (String text : CandidateFeatures.NEUTRAL) {
      double[] odds = model.match(text, labels).logOdds();
      for (int i = 0; i < odds.length; i++) {
        double share = CandidateFeatures.clamp(odds[i]) / CandidateFeatures.NEUTRAL.size();
        means.merge(labels.get(i), share, Double::sum);
      }
    }
  }
}
