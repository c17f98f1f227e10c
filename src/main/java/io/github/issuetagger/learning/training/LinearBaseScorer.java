package io.github.issuetagger.learning.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Scores labels by a linear model for each label. */
final class LinearBaseScorer implements BaseScorer {
  private final LinearInput input;
  private final List<LinearModel> models;

  private LinearBaseScorer(LinearInput input, List<LinearModel> models) {
    this.input = input;
    this.models = models;
  }

  /**
   * Trains the models: without each time fold in turn, and on all examples.
   *
   * @param folds the time fold of each example
   * @param cost how much an issue counts against the regularization
   */
  static Trained train(
      LinearInput input, LinearTrainer trainer, int labels, int[] folds, double cost) {
    boolean[] all = new boolean[folds.length];
    Arrays.fill(all, true);
    return new Trained(
        new LinearBaseScorer(
            input,
            IntStream.range(0, labels)
                .parallel()
                .mapToObj(label -> trainer.train(input, label, cost, all))
                .toList()),
        outOfFold(input, trainer, labels, folds, cost));
  }

  private static double[][] outOfFold(
      LinearInput input, LinearTrainer trainer, int labels, int[] folds, double cost) {
    double[][] margins = new double[labels][folds.length];
    int count = Arrays.stream(folds).max().orElse(-1) + 1;
    IntStream.range(0, labels * count)
        .parallel()
        .forEach(
            task -> {
              int label = task / count;
              int fold = task % count;
              boolean[] used = new boolean[folds.length];
              for (int i = 0; i < used.length; i++) {
                used[i] = folds[i] != fold;
              }
              LinearModel model = trainer.train(input, label, cost, used);
              for (int i = 0; i < used.length; i++) {
                if (!used[i]) {
                  margins[label][i] = model.margin(trainer.vectors(input).get(i));
                }
              }
            });
    return margins;
  }

  @Override
  public String id() {
    return input.id();
  }

  @Override
  public Prior prior() {
    return input.prior();
  }

  @Override
  public double[] score(IssueVectors issue) {
    FeatureVector seen = input.select(issue.vector());
    return models.stream().mapToDouble(model -> model.margin(seen)).toArray();
  }
}
