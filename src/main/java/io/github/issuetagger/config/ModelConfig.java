package io.github.issuetagger.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The model that predicts.
 *
 * @param bundle the folder of the bundle to use instead of the embedded one
 * @param cacheDir where embedded bundles and native libraries are unpacked
 * @param threads threads of one inference
 * @param maxBatchTokens the most tokens (rows × longest row) that one inference may hold
 * @param device what it runs on
 */
public record ModelConfig(
    Optional<Path> bundle, Path cacheDir, int threads, int maxBatchTokens, Device device) {
  /** What a model runs on. */
  public enum Device {
    /** An NVIDIA GPU where this jar was built for one and it works, else the processor. */
    AUTO,
    CPU,
    CUDA
  }

  /** The same, with the bundle of that folder. */
  public ModelConfig withBundle(Path folder) {
    return new ModelConfig(Optional.of(folder), cacheDir, threads, maxBatchTokens, device);
  }
}
