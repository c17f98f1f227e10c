package io.github.issuetagger.learn;

/**
 * The weights of one label.
 *
 * @param dense one a number of {@link FeatureVector#dense}
 * @param words one a term of the vocabulary; none for a model without words
 */
// Made once by the fit, never compared.
@SuppressWarnings("ArrayRecordComponent")
record LinearModel(float[] dense, float[] words) {
  /** The log-odds, uncalibrated. */
  double margin(FeatureVector row) {
    double known = DotProducts.dot(dense, row.dense());
    return words.length == 0 ? known : known + row.words().dot(words);
  }
}
