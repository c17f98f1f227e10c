/**
 * ONNX Runtime sessions, tokenizers, batching and model bundles. The only room that knows ONNX
 * Runtime and DJL.
 */
@NullMarked
package io.github.issuetagger.model;

import org.jspecify.annotations.NullMarked;
