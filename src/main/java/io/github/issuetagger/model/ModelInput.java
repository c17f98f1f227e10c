package io.github.issuetagger.model;

import java.util.stream.LongStream;

/**
 * One row of tokens for a model. All arrays have the same length.
 *
 * @param ids the token ids
 * @param types 0 for tokens of the first text, 1 for tokens of the second
 * @param positions each token's position in its block, from 0
 * @param blocks 0 for tokens of the text, k for tokens of the k-th label after it
 */
// Created by the tokenizer, read once by the batch and never compared.
@SuppressWarnings("ArrayRecordComponent")
record ModelInput(long[] ids, long[] types, long[] positions, long[] blocks) {
  /** Creates a row of one block. */
  ModelInput(long[] ids, long[] types) {
    this(ids, types, LongStream.range(0, ids.length).toArray(), new long[ids.length]);
  }

  int length() {
    return ids.length;
  }
}
