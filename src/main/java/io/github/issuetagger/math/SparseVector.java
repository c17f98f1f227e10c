package io.github.issuetagger.math;

/**
 * A vector whose entries are mostly 0.
 *
 * @param indices the indices of the nonzero entries, each once
 * @param values the values of these entries
 */
// Created once by the vocabulary and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record SparseVector(int[] indices, float[] values) {
  public static final SparseVector EMPTY = new SparseVector(new int[0], new float[0]);

  /** Returns the dot product with a dense vector. */
  public double dot(float[] weights) {
    double sum = 0;
    for (int i = 0; i < indices.length; i++) {
      sum += (double) values[i] * weights[indices[i]];
    }
    return sum;
  }

  /** Adds a multiple of this vector to the weights. */
  public void addTo(float[] weights, double factor) {
    for (int i = 0; i < indices.length; i++) {
      weights[indices[i]] += (float) (factor * values[i]);
    }
  }

  /** Returns the sum of the squared values. */
  public double squares() {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }
}
