package io.github.issuetagger.learning.neighbors;

import java.util.List;
import java.util.function.IntPredicate;

/** Finds the examples nearest to a vector. Implementations are safe for use by many threads. */
public interface NeighborIndex {
  /**
   * The nearest examples, nearest first.
   *
   * @param vector of length 1
   * @param most how many at most
   * @param wanted which examples may be among them
   */
  List<Neighbor> nearest(float[] vector, int most, IntPredicate wanted);
}
