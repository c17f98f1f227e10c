package io.github.issuetagger.learning.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The linear models of all labels, trained on all examples. */
final class LabelHeads {
  private final Vocabulary vocabulary;
  private final Map<BaseScore, List<LinearModel>> models;

  private LabelHeads(Vocabulary vocabulary, Map<BaseScore, List<LinearModel>> models) {
    this.vocabulary = vocabulary;
    this.models = models;
  }

  static LabelHeads train(
      HeadTrainer trainer, Vocabulary vocabulary, TrainingExamples examples, double cost) {
    boolean[] all = new boolean[examples.size()];
    Arrays.fill(all, true);
    Map<BaseScore, List<LinearModel>> models = new EnumMap<>(BaseScore.class);
    for (BaseScore signal : HeadTrainer.signals()) {
      models.put(
          signal,
          IntStream.range(0, examples.labels().size())
              .parallel()
              .mapToObj(label -> trainer.train(signal, label, cost, all))
              .toList());
    }
    return new LabelHeads(vocabulary, models);
  }

  /** Writes each signal's margins into a row a label, in the signals' order. */
  void into(double[][] rows, CountedIssue read) {
    FeatureVector row = FeatureVector.of(read.issue(), vocabulary.weigh(read.counts()));
    FeatureVector words = row.wordsAlone();
    models.forEach(
        (signal, labels) -> {
          FeatureVector seen = signal == BaseScore.WORDS ? words : row;
          for (int label = 0; label < rows.length; label++) {
            rows[label][signal.position()] = labels.get(label).margin(seen);
          }
        });
  }
}
