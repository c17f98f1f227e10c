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
   * @throws BundleException if an n-gram file is invalid
   */
  static EncoderHeads open(LoadedBundle loaded) {
    List<EncoderHead> heads = loaded.bundle().outputs().heads();
    return new EncoderHeads(
        heads,
        heads.stream().map(head -> HeadScorer.open(head.labels(), head.ngrams(), loaded)).toList());
  }

  /** Returns the outputs to read from the graph: the given ones, then one per head. */
  List<GraphOutput> outputs(GraphOutput... others) {
    return Stream.concat(Stream.of(others), heads.stream().map(GraphOutput::head)).toList();
  }

  /**
   * Returns each head's log-odds for one row, by the head's name.
   *
   * @param outputs the outputs that {@link #outputs} lists, in its order
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
