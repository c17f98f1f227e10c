package io.github.issuetagger.model;

import java.util.stream.LongStream;

/**
 * One row as the model takes it; all arrays are as long as {@code ids}.
 *
 * @param ids the tokens' numbers
 * @param types 0 for a token of the first text, 1 for one of the second
 * @param positions where each token stands in its block, from 0
 * @param blocks 0 for a token of the text, k for one of the k-th label after it
 */
// Rows are made by the tokenizer, read once by the batch, and never compared.
@SuppressWarnings("ArrayRecordComponent")
record ModelInput(long[] ids, long[] types, long[] positions, long[] blocks) {
  /** A row of one block. */
  ModelInput(long[] ids, long[] types) {
    this(ids, types, LongStream.range(0, ids.length).toArray(), new long[ids.length]);
  }

  int length() {
    return ids.length;
  }
}
