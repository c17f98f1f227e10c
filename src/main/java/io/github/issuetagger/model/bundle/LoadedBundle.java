package io.github.issuetagger.model.bundle;

import java.nio.file.Path;

/**
 * A bundle whose files are all there and are what its {@code bundle.json} says.
 *
 * @param bundle what is known of it
 * @param folder where its files lie
 */
public record LoadedBundle(Bundle bundle, Path folder) {
  public Path model() {
    return folder.resolve(Bundle.MODEL_FILE);
  }

  public Path tokenizer() {
    return folder.resolve(Bundle.TOKENIZER_FILE);
  }

  /** This bundle, when it is for that task. */
  public LoadedBundle require(ModelTask task) {
    if (bundle.task() != task) {
      throw new BundleException(
          "bundle %s is for task %s, but %s is needed here"
              .formatted(bundle.id(), bundle.task().id(), task.id()));
    }
    return this;
  }
}
