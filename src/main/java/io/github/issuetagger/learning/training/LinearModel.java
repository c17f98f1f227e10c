package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Vectors;

/**
 * The weights of one label.
 *
 * @param dense one a number of {@link FeatureVector#dense}
 * @param words one a term of the vocabulary; none for a model without words
 */
// Made once by the fit, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record LinearModel(float[] dense, float[] words) {
  /** The log-odds, uncalibrated. */
  public double margin(FeatureVector row) {
    double known = Vectors.fastDot(dense, row.dense());
    return words.length == 0 ? known : known + row.words().dot(words);
  }
}
