package io.github.issuetagger.model.bundle;

import io.github.issuetagger.model.bundle.OutputSpec.Ngrams;
import java.util.List;
import java.util.Optional;

/**
 * A classifier that shares an encoder's inference, as another output of the same graph.
 *
 * @param name the head's name, for example {@code issue-type}
 * @param output the name of its output in the graph, of shape rows × labels
 * @param labels its labels, in the order of the output's columns
 * @param ngrams the n-gram model whose logits are added, if there is one
 */
public record EncoderHead(
    String name, String output, List<LabelHead> labels, Optional<Ngrams> ngrams) {
  public EncoderHead {
    labels = List.copyOf(labels);
  }
}
