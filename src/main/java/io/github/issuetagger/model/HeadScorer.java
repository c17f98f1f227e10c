package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.LabelHead;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.NgramHead;
import java.util.List;
import java.util.Optional;

/** Turns a network's logits into calibrated log-odds, together with its n-gram model's. */
final class HeadScorer {
  private final List<LabelHead> labels;
  private final double weight;
  private final Optional<NgramModel> ngrams;

  private HeadScorer(List<LabelHead> labels, double weight, Optional<NgramModel> ngrams) {
    this.labels = labels;
    this.weight = weight;
    this.ngrams = ngrams;
  }

  /**
   * Opens what stands behind some labels of a bundle.
   *
   * @param ngrams the linear model beside the network, where there is one
   * @throws BundleException when its n-gram file is not one
   */
  static HeadScorer open(List<LabelHead> labels, Optional<NgramHead> ngrams, LoadedBundle loaded) {
    return new HeadScorer(
        labels,
        ngrams.map(NgramHead::weight).orElse(0.0),
        ngrams.map(
            linear -> NgramFileReader.read(loaded.folder().resolve(linear.file()), labels.size())));
  }

  /**
   * The calibrated log-odds of each label.
   *
   * @param logits the network's, one a label
   * @param text the whole text: the n-grams are counted in what the network does not see, too
   */
  double[] logOdds(float[] logits, String text) {
    double[] linear =
        ngrams.map(model -> model.logits(text)).orElseGet(() -> new double[logits.length]);
    double[] odds = new double[logits.length];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = labels.get(i).calibration().logOdds(logits[i] + weight * linear[i]);
    }
    return odds;
  }
}
