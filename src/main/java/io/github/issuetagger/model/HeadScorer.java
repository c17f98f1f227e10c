package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.LabelHead;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.OutputSpec.Ngrams;
import java.util.List;
import java.util.Optional;

/** Combines the logits of a network and its n-gram model into calibrated log-odds. */
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
   * Opens the scorer of a list of labels.
   *
   * @param ngrams the n-gram model whose logits are added to the network's, if there is one
   * @throws BundleException if the n-gram file is invalid
   */
  static HeadScorer open(List<LabelHead> labels, Optional<Ngrams> ngrams, LoadedBundle loaded) {
    return new HeadScorer(
        labels,
        ngrams.map(Ngrams::weight).orElse(0.0),
        ngrams.map(head -> NgramModel.read(loaded.folder().resolve(head.file()), labels.size())));
  }

  /**
   * Returns the calibrated log-odds of each label.
   *
   * @param logits the network's logits, one per label
   * @param text the whole text, because n-grams are also counted in the part that the network's
   *     input does not include
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
