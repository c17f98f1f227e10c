package io.github.issuetagger.math;

import java.util.Arrays;

/** Arithmetic on dense vectors and on lists of scores. */
public final class Vectors {
  /** Scores whose standard deviation is lower count as equal. */
  private static final double MIN_DEVIATION = 1e-6;

  private Vectors() {}

  /**
   * Returns the dot product, summed in double precision. For vectors of length 1 it is the cosine.
   */
  public static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /**
   * Returns the dot product, summed in single precision. Keeps four sums, which the processor adds
   * up in parallel. For the innermost loops of training and search.
   */
  public static double fastDot(float[] a, float[] b) {
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

  /** Returns the vector scaled to length 1. A zero vector stays as it is. */
  public static float[] normalized(float[] vector) {
    return divided(vector, (float) Math.sqrt(dot(vector, vector)));
  }

  /** Like {@link #normalized}, with the length computed by {@link #fastDot}. */
  public static float[] fastNormalized(float[] vector) {
    return divided(vector, (float) Math.sqrt(fastDot(vector, vector)));
  }

  private static float[] divided(float[] vector, float length) {
    float[] quotient = vector.clone();
    if (length > 0) {
      for (int i = 0; i < quotient.length; i++) {
        quotient[i] /= length;
      }
    }
    return quotient;
  }

  /**
   * Returns each value's distance from the mean in standard deviations, or all 0 if the values are
   * equal.
   */
  public static double[] standardized(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance =
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    return deviation < MIN_DEVIATION
        ? new double[values.length]
        : Arrays.stream(values).map(value -> (value - mean) / deviation).toArray();
  }

  /** Returns the value limited to the range from {@code -bound} to {@code bound}. */
  public static double clamp(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }
}
