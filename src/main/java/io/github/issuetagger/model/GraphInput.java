package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.ModelTask;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The inputs that a graph may declare, each an int64 tensor of rows × tokens. */
enum GraphInput {
  IDS("input_ids", 0),
  /** 1 for a token, 0 for padding. */
  MASK("attention_mask", 0),
  TYPES("token_type_ids", 0),
  POSITIONS("position_ids", 0),
  BLOCKS("block_ids", -1);

  private static final Set<GraphInput> MATCHER_INPUTS = EnumSet.of(IDS, POSITIONS, BLOCKS);
  private static final Set<GraphInput> OTHER_INPUTS = EnumSet.of(IDS, MASK, TYPES);

  private final String id;
  private final long padding;

  GraphInput(String id, long padding) {
    this.id = id;
    this.padding = padding;
  }

  /** Returns the name that graphs use. */
  String id() {
    return id;
  }

  private long[] values(ModelInput row) {
    return switch (this) {
      case IDS -> row.ids();
      case MASK -> ones(row.length());
      case TYPES -> row.types();
      case POSITIONS -> row.positions();
      case BLOCKS -> row.blocks();
    };
  }

  /** Returns the values of a batch, row by row, with each row padded to the length. */
  long[] batch(List<ModelInput> rows, int length) {
    long[] batch = new long[rows.size() * length];
    Arrays.fill(batch, padding);
    for (int row = 0; row < rows.size(); row++) {
      long[] tokens = values(rows.get(row));
      System.arraycopy(tokens, 0, batch, row * length, tokens.length);
    }
    return batch;
  }

  /**
   * Returns the inputs that a bundle's graph declares.
   *
   * @throws BundleException if they are not the inputs of the bundle's task
   */
  static Set<GraphInput> declared(Set<String> names, Bundle bundle) {
    boolean matcher = bundle.task() == ModelTask.MATCHER;
    Set<GraphInput> known = matcher ? MATCHER_INPUTS : OTHER_INPUTS;
    Set<GraphInput> declared =
        known.stream()
            .filter(input -> names.contains(input.id))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(GraphInput.class)));
    boolean complete = matcher ? declared.equals(known) : declared.contains(IDS);
    if (!complete || declared.size() != names.size()) {
      throw new BundleException(
          "bundle %s: model.onnx takes %s; expected %s"
              .formatted(
                  bundle.id(),
                  names,
                  matcher
                      ? "input_ids, position_ids and block_ids"
                      : "input_ids, and at most attention_mask and token_type_ids besides"));
    }
    return declared;
  }

  private static long[] ones(int length) {
    long[] ones = new long[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
