package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Vectors;

/**
 * The weights of one label.
 *
 * @param dense one for each number of {@link FeatureVector#dense}
 * @param words one for each term of the vocabulary; empty for a model without words
 */
// Made once by the fit, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record LinearModel(float[] dense, float[] words) {
  /** Returns the log-odds, not calibrated. */
  public double margin(FeatureVector vector) {
    double known = Vectors.fastDot(dense, vector.dense());
    return words.length == 0 ? known : known + vector.words().dot(words);
  }
}
