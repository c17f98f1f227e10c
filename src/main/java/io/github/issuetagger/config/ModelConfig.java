package io.github.issuetagger.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The models that predict.
 *
 * @param bundle the folder of the operator's own bundle
 * @param repositories the folder that holds bundles for one repository each, as {@code OWNER/REPO}
 * @param cacheDir where embedded bundles and native libraries are unpacked
 * @param threads threads of one inference
 * @param maxBatchTokens the most tokens (rows × longest row) that one inference may hold
 * @param device what it runs on
 * @param zeroShot how far the built-in models go
 * @param remembered how many answers each model remembers, for those who ask the same of the same
 *     issues again and again; 0 for none, so that no text stays in memory
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
  /** What a model runs on. */
  public enum Device {
    /** An NVIDIA GPU where this jar was built for one and it works, else the processor. */
    AUTO,
    CPU,
    CUDA
  }

  /** What the built-in models do with labels that nothing was learnt about. */
  public enum ZeroShot {
    /** A matcher, which reads the issue and its labels together. */
    MATCHER,
    /** Similarity alone, which asks nothing about labels. */
    SIMILARITY,
    /** What {@link #MATCHER} was called before there was one. */
    NLI
  }

  /** Models that remember nothing. */
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

  /** The same, with the bundle of that folder in place of all that the configuration names. */
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

  /** The same, with built-in models that go so far. */
  public ModelConfig withZeroShot(ZeroShot other) {
    return new ModelConfig(
        bundle, repositories, cacheDir, threads, maxBatchTokens, device, other, remembered);
  }

  /** The same, with models that remember so many answers each. */
  public ModelConfig remembering(int answers) {
    return new ModelConfig(
        bundle, repositories, cacheDir, threads, maxBatchTokens, device, zeroShot, answers);
  }
}
