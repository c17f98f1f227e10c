package io.github.issuetagger.learning.training;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Trains the linear models of a label, leaving some issues out. */
final class HeadTrainer {
  private final TrainingExamples examples;
  private final int terms;
  private final Map<BaseScore, List<FeatureVector>> rows = new EnumMap<>(BaseScore.class);

  HeadTrainer(TrainingExamples examples, List<FeatureVector> rows, int terms) {
    this.examples = examples;
    this.terms = terms;
    this.rows.put(BaseScore.HEADS, rows);
    this.rows.put(BaseScore.WORDS, rows.stream().map(FeatureVector::wordsAlone).toList());
    this.rows.put(BaseScore.EMBEDDING, rows.stream().map(FeatureVector::withoutWords).toList());
  }

  /** The signals that linear models make. */
  static List<BaseScore> signals() {
    return List.of(BaseScore.HEADS, BaseScore.WORDS, BaseScore.EMBEDDING);
  }

  /** The rows as that signal sees them. */
  List<FeatureVector> rows(BaseScore signal) {
    return rows.getOrDefault(signal, List.of());
  }

  /**
   * Trains one model.
   *
   * @param cost how much an issue counts against the regularisation
   * @param used whether each issue may be learnt from
   */
  LinearModel train(BaseScore signal, int label, double cost, boolean[] used) {
    boolean[] belongs = examples.belongs(label);
    boolean[] known = examples.known(label);
    int yes = 0;
    int all = 0;
    for (int i = 0; i < used.length; i++) {
      if (used[i] && known[i]) {
        all++;
        yes += belongs[i] ? 1 : 0;
      }
    }
    // The square root of "balanced": full balance makes rare labels shout.
    double positive = yes == 0 ? 1 : Math.sqrt((double) Math.max(all - yes, 1) / yes);
    double[] costs = new double[used.length];
    for (int i = 0; i < used.length; i++) {
      costs[i] = used[i] && known[i] ? cost * (belongs[i] ? positive : 1) : 0;
    }
    return LogisticRegression.fit(
        rows(signal), belongs, costs, signal == BaseScore.EMBEDDING ? 0 : terms);
  }
}
