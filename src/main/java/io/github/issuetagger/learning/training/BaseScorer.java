package io.github.issuetagger.learning.training;

/**
 * One way to score the labels that a repository's issues teach. A new base scorer needs its own
 * class and an entry in {@link ModelTrainer#trainBaseScorers}.
 */
interface BaseScorer {
  /** The scorer's identifier, which is also its name in reports. */
  String id();

  /** The scorer's weights in {@link StackingModel} before any data. */
  Prior prior();

  /** Returns the log-odds, not calibrated, of each label of the training examples. */
  double[] score(IssueVectors issue);

  /**
   * Weights before any data.
   *
   * @param used for a label of many uses
   * @param unused for a label that nobody has used
   */
  record Prior(double used, double unused) {}

  /**
   * A trained base scorer and its scores of the training examples.
   *
   * @param outOfFold log-odds by label and issue, each from a model that has not seen the issue
   */
  // Made once by the trainer, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Trained(BaseScorer scorer, double[][] outOfFold) {}
}
