package io.github.issuetagger.learning.neighbors;

import io.github.issuetagger.math.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/** Compares with every example, which is fast enough for some thousands. */
public final class ExactIndex implements NeighborIndex {
  private static final Comparator<Neighbor> FARTHEST_FIRST =
      Comparator.comparingDouble(Neighbor::similarity);

  private final float[][] vectors;

  /** Indexes vectors of length 1. */
  public ExactIndex(List<float[]> vectors) {
    this.vectors = vectors.toArray(float[][]::new);
  }

  @Override
  public List<Neighbor> nearest(float[] vector, int most, IntPredicate wanted) {
    PriorityQueue<Neighbor> best = new PriorityQueue<>(FARTHEST_FIRST);
    for (int i = 0; i < vectors.length; i++) {
      if (!wanted.test(i)) {
        continue;
      }
      double similarity = Vectors.fastDot(vector, vectors[i]);
      if (best.size() < most) {
        best.add(new Neighbor(i, similarity));
      } else if (similarity > best.element().similarity()) {
        best.remove();
        best.add(new Neighbor(i, similarity));
      }
    }
    Neighbor[] found = best.toArray(Neighbor[]::new);
    Arrays.sort(found, FARTHEST_FIRST.reversed());
    return List.of(found);
  }
}
