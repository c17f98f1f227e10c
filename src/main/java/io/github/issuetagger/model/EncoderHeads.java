package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.EncoderHead;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The classifiers that share an encoder's inference. */
final class EncoderHeads {
  private final List<EncoderHead> heads;
  private final List<HeadScorer> scorers;

  private EncoderHeads(List<EncoderHead> heads, List<HeadScorer> scorers) {
    this.heads = heads;
    this.scorers = scorers;
  }

  /**
   * Opens a bundle's heads.
   *
   * @throws BundleException when an n-gram file is not one
   */
  static EncoderHeads open(LoadedBundle loaded) {
    List<EncoderHead> heads = loaded.bundle().outputs().heads();
    return new EncoderHeads(
        heads,
        heads.stream().map(head -> HeadScorer.open(head.labels(), head.ngrams(), loaded)).toList());
  }

  /** The outputs to read from the graph: the given ones, then one a head. */
  List<GraphOutput> after(GraphOutput... others) {
    return Stream.concat(Stream.of(others), heads.stream().map(GraphOutput::head)).toList();
  }

  /**
   * What each head says of one row, by the head's name.
   *
   * @param outputs as many as {@link #after} names, in its order
   * @param text the row's whole text, for the n-grams
   */
  Map<String, double[]> logOdds(List<OnnxModel.Output> outputs, int row, String text) {
    Map<String, double[]> odds = new HashMap<>();
    int first = outputs.size() - heads.size();
    for (int i = 0; i < heads.size(); i++) {
      float[] logits = outputs.get(first + i).row(row);
      odds.put(heads.get(i).name(), scorers.get(i).logOdds(logits, text));
    }
    return odds;
  }
}
