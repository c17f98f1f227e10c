package io.github.issuetagger.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.EncoderHead;
import java.util.Arrays;
import java.util.Map;

/**
 * An output that is read from a model.
 *
 * @param name its name in the graph
 * @param rank how many dimensions it must have, the rows' among them
 * @param columns how long the last dimension must be; 0 for any length
 * @param required whether the graph must name it so; else its first output stands in, since
 *     exporters of other people's models choose names of their own
 */
record GraphOutput(String name, int rank, int columns, boolean required) {
  /** The token vectors of an encoder, rows × tokens × dimension. */
  static GraphOutput tokens() {
    return new GraphOutput("last_hidden_state", 3, 0, false);
  }

  /** The logits of a classifier, rows × columns. */
  static GraphOutput logits(int columns) {
    return new GraphOutput("logits", 2, columns, false);
  }

  /** A matcher's vectors of the texts, rows × dimension. */
  static GraphOutput embedding() {
    return new GraphOutput("embedding", 2, 0, true);
  }

  /** A matcher's log-odds, rows × tokens, which count at the markers of labels. */
  static GraphOutput match() {
    return new GraphOutput("match", 2, 0, true);
  }

  /** The logits of an encoder's head, rows × its labels. */
  static GraphOutput head(EncoderHead head) {
    return new GraphOutput(head.output(), 2, head.labels().size(), true);
  }

  /**
   * This output under the name that it has in the graph.
   *
   * @param outputs what the graph has, in its order
   * @throws BundleException when there is none, or it is not shaped as expected
   */
  GraphOutput in(Map<String, NodeInfo> outputs, String bundle) {
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
   * Checks a tensor's shape, in which -1 stands for a length that is known only when it runs.
   *
   * @throws BundleException when it is another one than expected
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
