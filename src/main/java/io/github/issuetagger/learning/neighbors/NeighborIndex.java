package io.github.issuetagger.learning.neighbors;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds the examples that are nearest to a vector. Implementations are safe for use by many
 * threads.
 */
public interface NeighborIndex {
  /**
   * Returns the nearest examples, the nearest first.
   *
   * @param vector of length 1
   * @param most the maximum number
   * @param wanted which examples may be returned
   */
  List<Neighbor> nearest(float[] vector, int most, IntPredicate wanted);
}
