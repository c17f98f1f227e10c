package io.github.issuetagger.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits rows into batches of bounded size. Puts rows of similar length together, because every row
 * is padded to the longest of its batch, and ONNX Runtime never releases the memory of its largest
 * batch.
 */
final class InferenceBatches {
  private InferenceBatches() {}

  /**
   * Plans the batches.
   *
   * @param lengths the rows' lengths in tokens
   * @param maxTokens the maximum of rows × longest row in one batch; a single row that is longer
   *     gets its own batch
   * @param maxRows the maximum number of rows in one batch
   * @return the indices of the rows in each batch; each index occurs once
   */
  static List<List<Integer>> plan(int[] lengths, int maxTokens, int maxRows) {
    List<Integer> shortestFirst =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(index -> lengths[index]))
            .toList();
    List<List<Integer>> batches = new ArrayList<>();
    List<Integer> batch = new ArrayList<>();
    for (int index : shortestFirst) {
      boolean full =
          batch.size() == maxRows || (long) (batch.size() + 1) * lengths[index] > maxTokens;
      if (full && !batch.isEmpty()) {
        batches.add(List.copyOf(batch));
        batch.clear();
      }
      batch.add(index);
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
