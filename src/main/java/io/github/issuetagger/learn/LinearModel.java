package io.github.issuetagger.learn;

/**
 * The weights of one label.
 *
 * @param dense one a number of {@link Row#dense}
 * @param words one a term of the vocabulary; none for a model without words
 */
// Made once by the fit, never compared.
@SuppressWarnings("ArrayRecordComponent")
record LinearModel(float[] dense, float[] words) {
  /** The log-odds, uncalibrated. */
  double margin(Row row) {
    double known = Dots.dot(dense, row.dense());
    return words.length == 0 ? known : known + row.words().dot(words);
  }
}
