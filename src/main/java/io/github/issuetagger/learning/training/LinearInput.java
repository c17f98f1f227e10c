package io.github.issuetagger.learning.training;

import java.util.function.UnaryOperator;

/** The part of a feature vector that a linear model uses. */
enum LinearInput {
  ALL("heads", 0.4, UnaryOperator.identity()),
  WORDS("words", 0.2, FeatureVector::wordsAlone),
  EMBEDDING("embedding", 0.4, FeatureVector::withoutWords);

  private final String id;
  private final BaseScorer.Prior prior;
  private final UnaryOperator<FeatureVector> selection;

  LinearInput(String id, double priorOfUsed, UnaryOperator<FeatureVector> selection) {
    this.id = id;
    this.prior = new BaseScorer.Prior(priorOfUsed, 0);
    this.selection = selection;
  }

  /** The {@link BaseScorer#id} of the scorer. */
  String id() {
    return id;
  }

  BaseScorer.Prior prior() {
    return prior;
  }

  FeatureVector select(FeatureVector vector) {
    return selection.apply(vector);
  }
}
