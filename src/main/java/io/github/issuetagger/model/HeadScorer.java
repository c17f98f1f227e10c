package io.github.issuetagger.model;

import java.util.List;
import java.util.Optional;

/** Turns a head's logits into calibrated log-odds, together with its n-gram model's. */
final class HeadScorer {
  private final EncoderHead head;
  private final Optional<NgramModel> ngrams;

  private HeadScorer(EncoderHead head, Optional<NgramModel> ngrams) {
    this.head = head;
    this.ngrams = ngrams;
  }

  /**
   * Opens a head of a bundle.
   *
   * @throws BundleException when its n-gram file is not one
   */
  static HeadScorer open(EncoderHead head, LoadedBundle loaded) {
    return new HeadScorer(
        head,
        head.ngrams()
            .map(
                ngrams ->
                    NgramFile.read(loaded.folder().resolve(ngrams.file()), head.labels().size())));
  }

  EncoderHead head() {
    return head;
  }

  /**
   * The calibrated log-odds of each label.
   *
   * @param logits the network's, one a label
   * @param text the whole text: the n-grams are counted in what the network does not see, too
   */
  double[] logOdds(float[] logits, String text) {
    double weight = head.ngrams().map(EncoderHead.Ngrams::weight).orElse(0.0);
    double[] linear =
        ngrams.map(model -> model.logits(text)).orElseGet(() -> new double[logits.length]);
    List<LabelHead> labels = head.labels();
    double[] odds = new double[logits.length];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = labels.get(i).calibration().logOdds(logits[i] + weight * linear[i]);
    }
    return odds;
  }
}
