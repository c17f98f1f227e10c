package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.LogOdds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which scorer serves which label. Labels are named by their key, scorers by their identifier.
 *
 * @param serving the scorer of each label of the examples
 * @param standIns the scorer of each label for issues that the fine-tuned bundle has not read
 * @param left whether a label of that name is left to the operator's bundle, because the bundle
 *     could not be judged on it
 */
record ModelSelection(
    Map<String, String> serving, Map<String, String> standIns, Predicate<String> left) {
  /**
   * How many standard errors better a scorer has to be than stacking. The best of several scorers
   * looks better than it is.
   */
  private static final double MIN_ERRORS = 2.5;

  ModelSelection {
    serving = Map.copyOf(serving);
    standIns = Map.copyOf(standIns);
  }

  /** The scorer that serves a label. */
  String scorer(String label) {
    return scorer(serving, label);
  }

  /** The scorer that serves a label of an issue that the fine-tuned bundle has not read. */
  String standIn(String label) {
    return scorer(standIns, label);
  }

  private static String scorer(Map<String, String> scorers, String label) {
    return Optional.ofNullable(scorers.get(LabelCatalog.key(label)))
        .orElseThrow(() -> new IllegalArgumentException("no scorer serves " + label));
  }

  /** Whether the scorer serves any label. */
  boolean uses(String scorer) {
    return serving.containsValue(scorer);
  }

  /** Returns a selection where one scorer serves all labels. */
  ModelSelection alone(String scorer) {
    Map<String, String> all = new HashMap<>(serving);
    all.replaceAll((label, any) -> scorer);
    return new ModelSelection(all, standIns, label -> false);
  }

  /**
   * Chooses a scorer for each label: stacking, unless the log loss of another scorer on the label's
   * examples is lower by more than chance explains.
   *
   * @param scorers stacking first
   */
  static Map<String, String> choose(TrainingExamples examples, List<CalibratedScorer> scorers) {
    Map<String, String> chosen = new HashMap<>();
    for (int label = 0; label < examples.labels().size(); label++) {
      Label named = examples.labels().get(label);
      chosen.put(LabelCatalog.key(named.name()), choose(examples, label, scorers));
    }
    return chosen;
  }

  private static String choose(
      TrainingExamples examples, int label, List<CalibratedScorer> scorers) {
    CalibratedScorer stacking = scorers.get(0);
    CalibratedScorer chosen = stacking;
    double most = MIN_ERRORS;
    for (CalibratedScorer scorer : scorers.subList(1, scorers.size())) {
      double better = compare(examples, label, stacking.odds()[label], scorer.odds()[label]);
      if (better > most) {
        most = better;
        chosen = scorer;
      }
    }
    return chosen.id();
  }

  /** Returns by how many standard errors the challenger's log loss is lower. */
  private static double compare(
      TrainingExamples examples, int label, double[] standing, double[] challenger) {
    boolean[] belongs = examples.belongs(label);
    int n = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < belongs.length; i++) {
      if (examples.known(label)[i]) {
        double gain =
            LogOdds.loss(standing[i], belongs[i]) - LogOdds.loss(challenger[i], belongs[i]);
        n++;
        sum += gain;
        squares += gain * gain;
      }
    }
    double variance = n < 2 ? 0 : (squares - sum * sum / n) / (n - 1);
    return variance <= 0 ? 0 : sum / n / Math.sqrt(variance / n);
  }
}
