package io.github.issuetagger.learning.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.math.Vectors;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApproximateIndexTest {
  private final Random random = new Random(9);
  private final List<float[]> vectors = IntStream.range(0, 3000).mapToObj(i -> vector()).toList();
  private final NeighborIndex exact = new ExactIndex(vectors);
  private final NeighborIndex approximate = new ApproximateIndex(vectors);

  private float[] vector() {
    float[] vector = new float[16];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Vectors.fastNormalized(vector);
  }

  @Test
  @DisplayName("finds nearly all that the exact index finds")
  void findsNearlyAllThatComparingWithEachFinds() {
    int found = 0;
    for (int i = 0; i < 20; i++) {
      float[] issue = vector();
      List<Integer> nearest =
          exact.nearest(issue, 10, example -> true).stream().map(Neighbor::example).toList();
      found +=
          (int)
              approximate.nearest(issue, 10, example -> true).stream()
                  .map(Neighbor::example)
                  .filter(nearest::contains)
                  .count();
    }
    assertThat(found).isGreaterThanOrEqualTo(190);
  }

  @Test
  @DisplayName("measures similarity as the exact one does")
  void measuresSimilarityAsTheExactOneDoes() {
    Neighbor self = approximate.nearest(vectors.get(5), 1, example -> true).get(0);

    assertThat(self.example()).isEqualTo(5);
    assertThat(self.similarity()).isCloseTo(1, within(1e-4));
  }

  @Test
  @DisplayName("leaves out what is not wanted")
  void leavesOutWhatIsNotWanted() {
    assertThat(approximate.nearest(vectors.get(5), 10, example -> example % 5 != 0))
        .hasSize(10)
        .allSatisfy(found -> assertThat(found.example() % 5).isNotZero());
  }
}
