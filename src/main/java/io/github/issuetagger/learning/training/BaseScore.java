package io.github.issuetagger.learning.training;

/** One way to score a label; what people call a scorer of the cascade. */
enum BaseScore {
  /** How near the issue lies to the label's meaning; needs no example. */
  ZERO_SHOT(0, "zero-shot/similarity", 0.5),
  /** The labels of the nearest examples. */
  NEIGHBOURS(1, "neighbours", 0.2),
  /** A linear model over embeddings and words. */
  HEADS(2, "heads", 0.4),
  /** A linear model over words alone. */
  WORDS(3, "words", 0.2),
  /** A linear model over embeddings alone. */
  EMBEDDING(4, "embedding", 0.4);

  private final int position;
  private final String scorer;
  private final double believed;

  BaseScore(int position, String scorer, double believed) {
    this.position = position;
    this.scorer = scorer;
    this.believed = believed;
  }

  /** Where it stands in a row of all signals. */
  int position() {
    return position;
  }

  /** How people see it. */
  String scorer() {
    return scorer;
  }

  /** Its weight in the blend before any data, for a label of many uses. */
  double believed() {
    return believed;
  }
}
