package io.github.issuetagger.math;

import java.util.Arrays;

/** Arithmetic on embeddings and on rows of scores. */
public final class Vectors {
  /** Below this a row of scores is taken as all equal. */
  private static final double FLAT = 1e-6;

  private Vectors() {}

  /** The dot product, which is the cosine for vectors of length 1. */
  public static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Each value less the mean, in standard deviations; all 0 when the values are equal. */
  public static double[] standardized(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance =
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    return deviation < FLAT
        ? new double[values.length]
        : Arrays.stream(values).map(value -> (value - mean) / deviation).toArray();
  }

  /** The value, or the bound that it exceeds on either side of 0. */
  public static double clamp(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }
}
