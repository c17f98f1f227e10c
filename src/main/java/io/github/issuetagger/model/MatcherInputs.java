package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.MatcherHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Encodes a text and labels as rows of tokens: the text with its special tokens, then for each
 * label the marker and the label's tokens. Positions start at 0 in every block, so that a label's
 * score does not depend on the labels before it.
 */
final class MatcherInputs {
  private final TextTokenizer tokenizer;
  private final long marker;
  private final int labelLength;
  private final int maxTokens;

  /**
   * A row and the positions of its label markers.
   *
   * @param tokens the text and the labels
   * @param markers the position of each label's marker in the row
   */
  // Created once, read once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Row(ModelInput tokens, int[] markers) {}

  private MatcherInputs(TextTokenizer tokenizer, long marker, int labelLength, int maxTokens) {
    this.tokenizer = tokenizer;
    this.marker = marker;
    this.labelLength = labelLength;
    this.maxTokens = maxTokens;
  }

  /**
   * Creates an encoder of rows.
   *
   * @param tokenizer cuts texts so that at least one label fits beside them
   * @param maxTokens the maximum number of tokens in a row
   * @throws BundleException if the marker is not a single token
   */
  static MatcherInputs of(TextTokenizer tokenizer, MatcherHead head, int maxTokens, String bundle) {
    long[] marker = tokenizer.encodeBare(head.marker());
    if (marker.length != 1) {
      throw new BundleException(
          "bundle %s: the marker '%s' is %d tokens for tokenizer.json, but must be one"
              .formatted(bundle, head.marker(), marker.length));
    }
    return new MatcherInputs(tokenizer, marker[0], head.labelLength(), maxTokens);
  }

  /** Encodes the labels in their order in as few rows as possible, and in one if there are none. */
  List<Row> encode(String text, List<String> labels) {
    ModelInput alone = tokenizer.encode(text);
    List<Row> rows = new ArrayList<>();
    List<long[]> blocks = new ArrayList<>();
    int length = alone.length();
    for (String label : labels) {
      long[] block = block(label);
      if (length + block.length > maxTokens && !blocks.isEmpty()) {
        rows.add(row(alone, blocks));
        blocks.clear();
        length = alone.length();
      }
      blocks.add(block);
      length += block.length;
    }
    rows.add(row(alone, blocks));
    return rows;
  }

  private long[] block(String label) {
    return LongStream.concat(LongStream.of(marker), Arrays.stream(tokenizer.encodeBare(label)))
        .limit(labelLength)
        .toArray();
  }

  private static Row row(ModelInput text, List<long[]> labels) {
    int length = text.length() + labels.stream().mapToInt(block -> block.length).sum();
    long[] ids = Arrays.copyOf(text.ids(), length);
    long[] positions = Arrays.copyOf(text.positions(), length);
    long[] blocks = new long[length];
    int[] markers = new int[labels.size()];
    int start = text.length();
    for (int label = 0; label < markers.length; label++) {
      long[] block = labels.get(label);
      markers[label] = start;
      System.arraycopy(block, 0, ids, start, block.length);
      for (int i = 0; i < block.length; i++) {
        positions[start + i] = i;
        blocks[start + i] = label + 1L;
      }
      start += block.length;
    }
    return new Row(new ModelInput(ids, new long[length], positions, blocks), markers);
  }
}
