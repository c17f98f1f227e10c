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
 * What is measured between an issue and a label when a matcher reads both, together with what
 * similarity has found. The names are those of the weights of {@code fusion} and {@code types} in
 * {@code bundle.json}.
 */
final class MatcherFeatures {
  private static final String NAME = "match";
  private static final CandidateFeatures FEATURES = new CandidateFeatures(NAME);
  private static final int MOST_LABELS = 20_000;
  private static final Duration UNUSED = Duration.ofDays(1);

  private final MatcherModel model;
  private final SimilarityScorer similarity;
  private final Cache<String, Double> biases =
      Caffeine.newBuilder().maximumSize(MOST_LABELS).expireAfterAccess(UNUSED).build();

  /**
   * What is known about an issue and a catalog's labels.
   *
   * @param found what similarity has found about all labels
   * @param answers what the matcher was asked, by the label's position
   */
  record Asked(SimilarityScorer.Findings found, Map<Integer, Answer> answers) {}

  /**
   * What is known about a label that the matcher was asked about.
   *
   * @param logOdds the matcher's answer as it gives it
   * @param features all that is measured between the issue and the label
   */
  record Answer(double logOdds, Map<String, Double> features) {}

  /**
   * Features of an opened model, which the caller closes.
   *
   * @param similarity stands on the same model
   */
  MatcherFeatures(MatcherModel model, SimilarityScorer similarity) {
    this.model = model;
    this.similarity = similarity;
  }

  /** Whether a feature of that name is there only for labels that the matcher was asked about. */
  static boolean isNamed(String feature) {
    return feature.equals(NAME) || feature.startsWith(NAME + ".") || feature.endsWith("|" + NAME);
  }

  /**
   * Reads the issue and its labels: together, where the labels are few enough; else the issue
   * first, and then the labels that similarity puts first.
   */
  Asked of(IssueFeatures issue, LabelCatalog catalog) {
    List<Integer> candidates = LabelShortlist.candidates(catalog);
    if (candidates.size() <= LabelShortlist.MOST_IN_ONE_PASS) {
      MatcherResult matched = model.match(issue.text(), meanings(catalog, candidates));
      return asked(catalog, similarity.find(issue, matched.text(), catalog), candidates, matched);
    }
    SimilarityScorer.Findings found = similarity.find(issue, catalog);
    List<Integer> shortlist =
        LabelShortlist.of(catalog, found.logOdds(), LabelShortlist.MOST_IN_ONE_PASS);
    return asked(
        catalog, found, shortlist, model.match(issue.text(), meanings(catalog, shortlist)));
  }

  private Asked asked(
      LabelCatalog catalog,
      SimilarityScorer.Findings found,
      List<Integer> labels,
      MatcherResult matched) {
    List<String> meanings = meanings(catalog, labels);
    // Of all that may be asked about: the next issue may have another shortlist.
    Map<String, Double> byMeaning =
        biases.getAll(meanings(catalog, LabelShortlist.candidates(catalog)), this::biases);
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

  /** What labels score for any issue. */
  private Map<String, Double> biases(Set<? extends String> meanings) {
    List<String> labels = List.copyOf(meanings);
    Map<String, Double> means = new HashMap<>();
    for (int start = 0; start < labels.size(); start += LabelShortlist.MOST_IN_ONE_PASS) {
      int end = Math.min(labels.size(), start + LabelShortlist.MOST_IN_ONE_PASS);
      addBiases(labels.subList(start, end), means);
    }
    return means;
  }

  /** Reads all of the labels at once in each neutral text. */
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
