package io.github.issuetagger.model.bundle;

import java.util.List;
import java.util.Optional;

/**
 * A classifier that shares an encoder's inference: one more output of the same graph.
 *
 * @param name what the program asks for it by, for example {@code issue-type}
 * @param output the name of its output in the graph, of shape rows × labels
 * @param labels its labels, in the order of the output's columns
 * @param ngrams a linear model over words whose logits are added, where there is one
 */
public record EncoderHead(
    String name, String output, List<LabelHead> labels, Optional<NgramHead> ngrams) {
  public EncoderHead {
    labels = List.copyOf(labels);
  }
}
