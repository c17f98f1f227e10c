package io.github.issuetagger.math;

/**
 * A vector of which most entries are 0.
 *
 * @param indices the positions of the others, each once
 * @param values what stands there
 */
// Made once by the vocabulary, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record SparseVector(int[] indices, float[] values) {
  public static final SparseVector EMPTY = new SparseVector(new int[0], new float[0]);

  public double dot(float[] weights) {
    double sum = 0;
    for (int i = 0; i < indices.length; i++) {
      sum += (double) values[i] * weights[indices[i]];
    }
    return sum;
  }

  /** Adds a multiple of this to the weights. */
  public void addTo(float[] weights, double factor) {
    for (int i = 0; i < indices.length; i++) {
      weights[indices[i]] += (float) (factor * values[i]);
    }
  }

  public double squares() {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }
}
