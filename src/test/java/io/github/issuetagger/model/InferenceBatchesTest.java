package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InferenceBatchesTest {
  @Test
  void puts_rows_of_similar_length_together() {
    assertThat(InferenceBatches.plan(new int[] {100, 10, 90, 12}, 200, 8))
        .containsExactly(List.of(1, 3), List.of(2, 0));
  }

  @Test
  void never_exceeds_its_bounds_and_forgets_no_row() {
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
  void gives_a_row_that_is_too_long_a_batch_of_its_own() {
    assertThat(InferenceBatches.plan(new int[] {5, 500}, 100, 8))
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  void plans_nothing_for_nothing() {
    assertThat(InferenceBatches.plan(new int[0], 100, 8)).isEmpty();
  }

  private static int[] indices(int count) {
    return java.util.stream.IntStream.range(0, count).toArray();
  }
}
