package io.github.issuetagger.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.EncoderHead;
import java.util.Arrays;
import java.util.Map;

/**
 * An output to read from a model's graph.
 *
 * @param name the output's name in the graph
 * @param rank the required number of dimensions, including the rows
 * @param columns the required length of the last dimension, or 0 for any length
 * @param required whether the graph must have an output of this name. If false, the graph's first
 *     output is read instead, because other exporters use other names
 */
record GraphOutput(String name, int rank, int columns, boolean required) {
  /** Returns an encoder's token vectors, rows × tokens × dimension. */
  static GraphOutput tokens() {
    return new GraphOutput("last_hidden_state", 3, 0, false);
  }

  /** Returns a classifier's logits, rows × columns. */
  static GraphOutput logits(int columns) {
    return new GraphOutput("logits", 2, columns, false);
  }

  /** Returns a matcher's text embeddings, rows × dimension. */
  static GraphOutput embedding() {
    return new GraphOutput("embedding", 2, 0, true);
  }

  /** Returns a matcher's log-odds, rows × tokens. Only those at label markers are meaningful. */
  static GraphOutput match() {
    return new GraphOutput("match", 2, 0, true);
  }

  /** Returns the logits of an encoder's head, rows × the head's labels. */
  static GraphOutput head(EncoderHead head) {
    return new GraphOutput(head.output(), 2, head.labels().size(), true);
  }

  /**
   * Returns this output with the name that it has in the graph.
   *
   * @param outputs the graph's outputs in their order
   * @throws BundleException if the graph lacks the output, or its shape is not as expected
   */
  GraphOutput resolve(Map<String, NodeInfo> outputs, String bundle) {
    if (required && !outputs.containsKey(name)) {
      throw new BundleException(
          "bundle %s: model.onnx has no output '%s', only %s"
              .formatted(bundle, name, outputs.keySet()));
    }
    String found = outputs.containsKey(name) ? name : outputs.keySet().iterator().next();
    GraphOutput output = new GraphOutput(found, rank, columns, true);
    NodeInfo node = outputs.get(found);
    output.check(
        node != null && node.getInfo() instanceof TensorInfo info ? info.getShape() : new long[0],
        bundle);
    return output;
  }

  /**
   * Checks a tensor's shape. A length of -1 is known only at run time and fits every length.
   *
   * @throws BundleException if the shape is not as expected
   */
  void check(long[] shape, String bundle) {
    boolean fits =
        shape.length == rank
            && (columns == 0 || shape[rank - 1] == -1 || shape[rank - 1] == columns);
    if (!fits) {
      throw new BundleException(
          "bundle %s: output '%s' of model.onnx has shape %s, but must have %d dimensions%s"
              .formatted(
                  bundle,
                  name,
                  Arrays.toString(shape),
                  rank,
                  columns == 0 ? "" : ", the last one " + columns + " long"));
    }
  }
}
