package io.github.issuetagger.model;

/**
 * One text as the model takes it.
 *
 * @param ids the tokens' numbers
 * @param types 0 for a token of the first text, 1 for one of the second; as long as {@code ids}
 */
// Rows are made by the tokenizer, read once by the batch, and never compared.
@SuppressWarnings("ArrayRecordComponent")
record TokenRow(long[] ids, long[] types) {
  int length() {
    return ids.length;
  }
}
