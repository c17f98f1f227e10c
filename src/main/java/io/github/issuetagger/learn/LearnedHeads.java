package io.github.issuetagger.learn;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The linear models of all labels, trained on all examples. */
final class LearnedHeads {
  private final Vocabulary vocabulary;
  private final Map<Signal, List<LinearModel>> models;

  private LearnedHeads(Vocabulary vocabulary, Map<Signal, List<LinearModel>> models) {
    this.vocabulary = vocabulary;
    this.models = models;
  }

  static LearnedHeads train(
      HeadTrainer trainer, Vocabulary vocabulary, Examples examples, double cost) {
    boolean[] all = new boolean[examples.size()];
    Arrays.fill(all, true);
    Map<Signal, List<LinearModel>> models = new EnumMap<>(Signal.class);
    for (Signal signal : HeadTrainer.signals()) {
      models.put(
          signal,
          IntStream.range(0, examples.labels().size())
              .parallel()
              .mapToObj(label -> trainer.train(signal, label, cost, all))
              .toList());
    }
    return new LearnedHeads(vocabulary, models);
  }

  /** Writes each signal's margins into a row a label, in the signals' order. */
  void into(double[][] rows, ReadIssue read) {
    Row row = Row.of(read.issue(), vocabulary.weigh(read.counts()));
    Row words = row.wordsAlone();
    models.forEach(
        (signal, labels) -> {
          Row seen = signal == Signal.WORDS ? words : row;
          for (int label = 0; label < rows.length; label++) {
            rows[label][signal.position()] = labels.get(label).margin(seen);
          }
        });
  }
}
