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
 */
public record ModelConfig(Optional<Path> bundle, Path cacheDir, int threads, int maxBatchTokens) {}
