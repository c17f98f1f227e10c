package io.github.issuetagger.learning.training;

/** The part of a feature vector that a linear model uses. */
enum LinearInput {
  ALL("heads", 0.4),
  WORDS("words", 0.2),
  EMBEDDING("embedding", 0.4);

  private final String id;
  private final double priorOfUsed;

  LinearInput(String id, double priorOfUsed) {
    this.id = id;
    this.priorOfUsed = priorOfUsed;
  }

  /** The {@link BaseScorer#id} of the scorer. */
  String id() {
    return id;
  }

  BaseScorer.Prior prior() {
    return new BaseScorer.Prior(priorOfUsed, 0);
  }

  FeatureVector select(FeatureVector vector) {
    return switch (this) {
      case ALL -> vector;
      case WORDS -> vector.wordsAlone();
      case EMBEDDING -> vector.withoutWords();
    };
  }
}
