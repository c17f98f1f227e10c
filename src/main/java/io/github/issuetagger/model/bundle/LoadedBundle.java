package io.github.issuetagger.model.bundle;

import java.nio.file.Path;

/**
 * A bundle whose files all exist and match the hashes in {@code bundle.json}.
 *
 * @param bundle the contents of {@code bundle.json}
 * @param folder the folder with the bundle's files
 */
public record LoadedBundle(Bundle bundle, Path folder) {
  /** Returns the path of the ONNX model. */
  public Path model() {
    return folder.resolve(Bundle.MODEL_FILE);
  }

  /** Returns the path of the tokenizer. */
  public Path tokenizer() {
    return folder.resolve(Bundle.TOKENIZER_FILE);
  }

  /**
   * Returns this bundle.
   *
   * @throws BundleException if the bundle is for another task
   */
  public LoadedBundle require(ModelTask task) {
    if (bundle.task() != task) {
      throw new BundleException(
          "bundle %s is for task %s, but %s is needed here"
              .formatted(bundle.id(), bundle.task().id(), task.id()));
    }
    return this;
  }
}
