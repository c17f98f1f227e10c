package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InferenceBatchesTest {
  @Test
  @DisplayName("puts rows of similar length together")
  void putsRowsOfSimilarLengthTogether() {
    assertThat(InferenceBatches.plan(new int[] {100, 10, 90, 12}, 200, 8))
        .containsExactly(List.of(1, 3), List.of(2, 0));
  }

  @Test
  @DisplayName("never exceeds the limits and loses no row")
  void neverExceedsItsBoundsAndForgetsNoRow() {
    Random random = new Random(7);
    int[] lengths = random.ints(500, 1, 256).toArray();

    List<List<Integer>> batches = InferenceBatches.plan(lengths, 1024, 8);

    assertThat(batches)
        .allSatisfy(
            batch -> {
              int longest = batch.stream().mapToInt(row -> lengths[row]).max().orElseThrow();
              assertThat(batch.size() * longest).isLessThanOrEqualTo(1024);
              assertThat(batch).hasSizeLessThanOrEqualTo(8);
            });
    assertThat(batches.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(Arrays.stream(indices(500)).boxed().toList());
  }

  @Test
  @DisplayName("puts a row that is too long into a separate batch")
  void givesARowThatIsTooLongABatchOfItsOwn() {
    assertThat(InferenceBatches.plan(new int[] {5, 500}, 100, 8))
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  @DisplayName("plans no batch without rows")
  void plansNothingForNothing() {
    assertThat(InferenceBatches.plan(new int[0], 100, 8)).isEmpty();
  }

  private static int[] indices(int count) {
    return java.util.stream.IntStream.range(0, count).toArray();
  }
}
