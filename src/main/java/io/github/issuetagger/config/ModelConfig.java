package io.github.issuetagger.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The models to predict with.
 *
 * @param bundle the folder of the operator's own bundle
 * @param repositories the folder with bundles for single repositories, as {@code OWNER/REPO}
 * @param cacheDir the folder where embedded bundles and native libraries are unpacked
 * @param threads threads for one inference
 * @param maxBatchTokens the maximum number of tokens (rows × longest row) in one inference
 * @param device the device to run on
 * @param zeroShot the built-in models for labels that nothing was learned about
 * @param remembered how many answers each model caches, for callers that score the same issues
 *     repeatedly; 0 for none, so that no text stays in memory
 */
public record ModelConfig(
    Optional<Path> bundle,
    Optional<Path> repositories,
    Path cacheDir,
    int threads,
    int maxBatchTokens,
    Device device,
    ZeroShot zeroShot,
    int remembered) {
  /** The device that models run on. */
  public enum Device {
    /** An NVIDIA GPU if this jar was built for one and it works, otherwise the CPU. */
    AUTO,
    CPU,
    CUDA
  }

  /** How the built-in models score labels that nothing was learned about. */
  public enum ZeroShot {
    /** With a matcher, which reads the issue and its labels together. */
    MATCHER,
    /** With similarity alone, which only compares embeddings. */
    SIMILARITY,
    /** The former name of {@link #MATCHER}. */
    NLI
  }

  /** Creates a configuration without caches. */
  public ModelConfig(
      Optional<Path> bundle,
      Optional<Path> repositories,
      Path cacheDir,
      int threads,
      int maxBatchTokens,
      Device device,
      ZeroShot zeroShot) {
    this(bundle, repositories, cacheDir, threads, maxBatchTokens, device, zeroShot, 0);
  }

  /** Returns a copy that uses only the bundle in this folder. */
  public ModelConfig withBundle(Path folder) {
    return new ModelConfig(
        Optional.of(folder),
        Optional.empty(),
        cacheDir,
        threads,
        maxBatchTokens,
        device,
        zeroShot,
        remembered);
  }

  /** Returns a copy with other built-in models. */
  public ModelConfig withZeroShot(ZeroShot other) {
    return new ModelConfig(
        bundle, repositories, cacheDir, threads, maxBatchTokens, device, other, remembered);
  }

  /** Returns a copy with models that each cache this many answers. */
  public ModelConfig remembering(int answers) {
    return new ModelConfig(
        bundle, repositories, cacheDir, threads, maxBatchTokens, device, zeroShot, answers);
  }
}
