package io.github.issuetagger.learn;

/** One way to score a label; what people call a rung of the ladder. */
enum Signal {
  /** How near the issue lies to the label's meaning; needs no example. */
  ZERO_SHOT(0, "zero-shot/similarity"),
  /** The labels of the nearest examples. */
  NEIGHBOURS(1, "neighbours"),
  /** A linear model over embeddings and words. */
  HEADS(2, "heads"),
  /** A linear model over words alone. */
  WORDS(3, "words"),
  /** A linear model over embeddings alone. */
  EMBEDDING(4, "embedding");

  private final int position;
  private final String rung;

  Signal(int position, String rung) {
    this.position = position;
    this.rung = rung;
  }

  /** Where it stands in a row of all signals. */
  int position() {
    return position;
  }

  /** How people see it. */
  String rung() {
    return rung;
  }
}
