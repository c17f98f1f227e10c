package io.github.issuetagger.model.bundle;

import java.util.Arrays;
import java.util.Optional;

/** The task of a bundle's model. */
public enum ModelTask {
  /** Computes a text's embedding. */
  ENCODER("encoder"),
  /** Scores each of a fixed list of labels. */
  MULTI_LABEL("multi-label"),
  /** Computes whether a premise entails a hypothesis. */
  NLI("nli"),
  /** Computes a text's embedding and whether it entails each of many labels, in one inference. */
  MATCHER("matcher");

  private final String id;

  ModelTask(String id) {
    this.id = id;
  }

  /** Returns the name that {@code bundle.json} uses. */
  public String id() {
    return id;
  }

  static Optional<ModelTask> of(String id) {
    return Arrays.stream(values()).filter(task -> task.id.equals(id)).findFirst();
  }
}
