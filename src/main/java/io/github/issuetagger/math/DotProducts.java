package io.github.issuetagger.math;

/** Dot products of dense vectors, in the inmost loops of learning and searching. */
public final class DotProducts {
  private DotProducts() {}

  /** Four sums at a time, which the processor works on side by side. */
  public static double dot(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (double) s0 + s1 + s2 + s3;
  }

  /** The vector at length 1; a vector of zeros stays one. */
  public static float[] normalized(float[] vector) {
    float[] unit = vector.clone();
    double length = Math.sqrt(dot(vector, vector));
    if (length > 0) {
      for (int i = 0; i < unit.length; i++) {
        unit[i] /= (float) length;
      }
    }
    return unit;
  }
}
