package io.github.issuetagger.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts rows into inferences whose memory is bounded. Rows of similar length go together, because
 * each is padded to the longest of its batch and ONNX Runtime keeps the memory of the largest batch
 * that it has ever seen.
 */
final class InferenceBatches {
  private InferenceBatches() {}

  /**
   * Plans the batches.
   *
   * @param lengths the rows' lengths in tokens
   * @param maxTokens the most that rows × longest row may reach in one batch; a longer single row
   *     is a batch of its own
   * @param maxRows the most rows in one batch
   * @return the rows' indices, batch by batch; each index once
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
