package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.MatcherHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Writes a text and labels into rows: the text with its special tokens, then for each label the
 * marker and the label's tokens. Positions begin at 0 in every block, so that what a label scores
 * does not depend on the labels before it.
 */
final class MatcherInputs {
  private final TextTokenizer tokenizer;
  private final long marker;
  private final int labelLength;
  private final int maxTokens;

  /**
   * A row, and where its labels are read.
   *
   * @param tokens the text and the labels
   * @param markers by label, the position of its marker in the row
   */
  // Made once, read once, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Row(ModelInput tokens, int[] markers) {}

  private MatcherInputs(TextTokenizer tokenizer, long marker, int labelLength, int maxTokens) {
    this.tokenizer = tokenizer;
    this.marker = marker;
    this.labelLength = labelLength;
    this.maxTokens = maxTokens;
  }

  /**
   * Rows of at most so many tokens.
   *
   * @param tokenizer cuts texts so that at least one label has room beside them
   * @throws BundleException when the tokenizer does not know the marker
   */
  static MatcherInputs of(TextTokenizer tokenizer, MatcherHead head, int maxTokens, String bundle) {
    long[] marker = tokenizer.bare(head.marker());
    if (marker.length != 1) {
      throw new BundleException(
          "bundle %s: the marker '%s' is %d tokens for tokenizer.json, but must be one"
              .formatted(bundle, head.marker(), marker.length));
    }
    return new MatcherInputs(tokenizer, marker[0], head.labelLength(), maxTokens);
  }

  /** The row of a text alone. */
  ModelInput of(String text) {
    return tokenizer.encode(text);
  }

  /** The labels in their order, in as few rows as hold them; one row where there are none. */
  List<Row> of(String text, List<String> labels) {
    ModelInput alone = of(text);
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
    return LongStream.concat(LongStream.of(marker), Arrays.stream(tokenizer.bare(label)))
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
