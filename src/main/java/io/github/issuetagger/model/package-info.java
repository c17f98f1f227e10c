/**
 * Runs models: ONNX Runtime sessions, tokenizers, batching and caching.
 *
 * <p>The only package that knows ONNX Runtime and DJL. What the scores mean is decided in {@code
 * scoring}.
 */
@NullMarked
package io.github.issuetagger.model;

import org.jspecify.annotations.NullMarked;
