package io.github.issuetagger.model.bundle;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How what a model computes becomes scores.
 *
 * @param labels the labels of a multi-label model, in the order of its outputs; else empty
 * @param ngrams a linear model over words beside a multi-label model, where there is one
 * @param heads the classifiers that share an encoder's or a matcher's inference; else empty
 * @param entailment how an {@code nli} model's classes are read
 * @param matcher how a {@code matcher} is asked and read
 * @param similarity how an encoder's similarity of issue and label becomes a probability
 * @param fusion how similarity, and an {@code nli} model's entailment or a matcher's match, become
 *     one probability
 * @param types by kind of label, how a model of issue types becomes the probability of a label that
 *     names nothing but that kind; {@code K|match} where a matcher was asked about it. Else empty
 */
public record OutputSpec(
    List<LabelHead> labels,
    Optional<NgramHead> ngrams,
    List<EncoderHead> heads,
    Optional<EntailmentHead> entailment,
    Optional<MatcherHead> matcher,
    Optional<LogisticWeights> similarity,
    Optional<FusionHead> fusion,
    Map<String, LogisticWeights> types) {
  public OutputSpec {
    labels = List.copyOf(labels);
    heads = List.copyOf(heads);
    types = Map.copyOf(types);
  }

  /** The head of that name. */
  public Optional<EncoderHead> head(String name) {
    return heads.stream().filter(head -> head.name().equals(name)).findFirst();
  }
}
