package io.github.issuetagger.learning.training;

import java.util.Arrays;

/** Fits the blend's weights on scores that were made without having seen the issue. */
final class StackingTrainer {
  /** The inverse variance of a weight before any data; few issues move it little. */
  private static final double SURENESS = 16;

  /** The same for the step that looks at the other labels. */
  private static final double CONTEXT_SURENESS = 4;

  private final TrainingExamples examples;
  private final BaseScoreTable table;

  StackingTrainer(TrainingExamples examples, BaseScoreTable table) {
    this.examples = examples;
    this.table = table;
  }

  StackingModel fit() {
    double[] sureness = new double[StackingModel.size()];
    Arrays.fill(sureness, SURENESS);
    double[] weights =
        LabelIssuePairs.of(examples, this::features).fit(StackingModel.believed(), sureness);
    StackingModel first = new StackingModel(weights, new double[] {0, 1, 0});
    double[][] alone = alone(first);
    double[][] others = others(alone);
    double[] context =
        LabelIssuePairs.of(
                examples,
                (label, issue) ->
                    StackingModel.contextRow(alone[label][issue], others[label][issue]))
            .fit(
                new double[] {0, 1, 0},
                new double[] {CONTEXT_SURENESS, CONTEXT_SURENESS, CONTEXT_SURENESS});
    return new StackingModel(weights, context);
  }

  /** The blend's log-odds of every example, by label. */
  double[][] scores(StackingModel blend) {
    double[][] alone = alone(blend);
    double[][] together = new double[alone.length][examples.size()];
    for (int issue = 0; issue < examples.size(); issue++) {
      double[] row = blend.together(column(alone, issue));
      for (int label = 0; label < row.length; label++) {
        together[label][issue] = row[label];
      }
    }
    return together;
  }

  private double[] features(int label, int issue) {
    return StackingModel.features(
        table.at(label, issue), examples.share(label), examples.positives(label));
  }

  private double[][] alone(StackingModel blend) {
    double[][] alone = new double[examples.labels().size()][examples.size()];
    for (int label = 0; label < alone.length; label++) {
      for (int issue = 0; issue < examples.size(); issue++) {
        alone[label][issue] = blend.alone(features(label, issue));
      }
    }
    return alone;
  }

  private double[][] others(double[][] alone) {
    double[][] others = new double[alone.length][examples.size()];
    for (int issue = 0; issue < examples.size(); issue++) {
      double[] row = StackingModel.others(column(alone, issue));
      for (int label = 0; label < row.length; label++) {
        others[label][issue] = row[label];
      }
    }
    return others;
  }

  private static double[] column(double[][] table, int column) {
    return Arrays.stream(table).mapToDouble(row -> row[column]).toArray();
  }
}
