package io.github.issuetagger.model.bundle;

import java.util.Arrays;
import java.util.Optional;

/** What a bundle's model computes. */
public enum ModelTask {
  /** A text's embedding. */
  ENCODER("encoder"),
  /** A score for each of a fixed list of labels. */
  MULTI_LABEL("multi-label"),
  /** Whether a premise entails a hypothesis. */
  NLI("nli"),
  /** A text's embedding, and whether it entails each of many labels, in one inference. */
  MATCHER("matcher");

  private final String id;

  ModelTask(String id) {
    this.id = id;
  }

  /** The name that {@code bundle.json} uses. */
  public String id() {
    return id;
  }

  static Optional<ModelTask> of(String id) {
    return Arrays.stream(values()).filter(task -> task.id.equals(id)).findFirst();
  }
}
