package io.github.issuetagger.model.bundle;

import java.util.Arrays;
import java.util.Optional;

/** How one vector is made of a text's token vectors. */
public enum Pooling {
  /** The vector of the first token. */
  CLS("cls"),
  /** The mean of all tokens' vectors. */
  MEAN("mean");

  private final String id;

  Pooling(String id) {
    this.id = id;
  }

  /** The name that {@code bundle.json} uses. */
  public String id() {
    return id;
  }

  static Optional<Pooling> of(String id) {
    return Arrays.stream(values()).filter(pooling -> pooling.id.equals(id)).findFirst();
  }
}
