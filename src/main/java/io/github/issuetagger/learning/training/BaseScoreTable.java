package io.github.issuetagger.learning.training;

import java.util.EnumMap;
import java.util.Map;

/** Scores of examples, each made without having learnt from that example. */
final class BaseScoreTable {
  private final Map<BaseScore, double[][]> scores = new EnumMap<>(BaseScore.class);
  private final int labels;

  BaseScoreTable(int labels, int issues) {
    this.labels = labels;
    for (BaseScore signal : BaseScore.values()) {
      scores.put(signal, new double[labels][issues]);
    }
  }

  /** One score an issue, log-odds; written to only while the table is made. */
  double[] of(BaseScore signal, int label) {
    double[][] rows = scores.get(signal);
    if (rows == null) {
      throw new IllegalArgumentException("no such signal: " + signal);
    }
    return rows[label];
  }

  int labels() {
    return labels;
  }

  /** All signals of one label and issue, in the signals' order. */
  double[] at(int label, int issue) {
    BaseScore[] signals = BaseScore.values();
    double[] row = new double[signals.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = of(signals[i], label)[issue];
    }
    return row;
  }
}
