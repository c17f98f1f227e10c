package io.github.issuetagger.model.bundle;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model's outputs become scores.
 *
 * @param labels a multi-label model's labels, in the order of its outputs; empty for other tasks
 * @param ngrams the n-gram model beside a multi-label model, if there is one
 * @param heads the classifiers that share an encoder's or matcher's inference; empty for other
 *     tasks
 * @param entailment how to read an {@code nli} model's classes
 * @param matcher how to query a {@code matcher} and read its output
 * @param similarity how an encoder's similarity of issue and label becomes a probability
 * @param fusion how similarity, together with an {@code nli} model's entailment or a matcher's
 *     match, becomes one probability
 * @param types by kind of label, how an issue-type model's output becomes the probability of a
 *     label that names only that kind; the key is {@code K|match} if a matcher scored the label
 */
public record OutputSpec(
    List<LabelHead> labels,
    Optional<Ngrams> ngrams,
    List<EncoderHead> heads,
    Optional<EntailmentHead> entailment,
    Optional<MatcherHead> matcher,
    Optional<LogisticWeights> similarity,
    Optional<FusionHead> fusion,
    Map<String, LogisticWeights> types) {
  /**
   * A linear model over words, whose logits are added to a network's.
   *
   * @param file the model's file in the bundle
   * @param weight the factor of its logits
   */
  public record Ngrams(String file, double weight) {}

  public OutputSpec {
    labels = List.copyOf(labels);
    heads = List.copyOf(heads);
    types = Map.copyOf(types);
  }

  /** Returns the head with a name, or empty if there is none. */
  public Optional<EncoderHead> head(String name) {
    return heads.stream().filter(head -> head.name().equals(name)).findFirst();
  }
}
