package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.math.Counts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How well one way of labelling does over all labels, and over the labels of each task alone.
 *
 * @param rung what it is
 * @param all over all labels
 * @param byTask over the labels of a task, on the same issues; without tasks that have no label
 */
public record ScorerMetrics(String rung, F1Score all, Map<LabelTask, F1Score> byTask) {
  public ScorerMetrics {
    byTask = Map.copyOf(byTask);
  }

  /**
   * Sums up how the labels did.
   *
   * @param tasks what each label is for
   * @param labels how each label did, in the same order
   */
  static ScorerMetrics of(String rung, List<LabelTask> tasks, List<Counts> labels) {
    return new ScorerMetrics(
        rung,
        F1Score.of(labels),
        tasks.stream()
            .distinct()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), task -> F1Score.of(only(task, tasks, labels)))));
  }

  private static List<Counts> only(LabelTask task, List<LabelTask> tasks, List<Counts> labels) {
    return IntStream.range(0, labels.size())
        .filter(i -> tasks.get(i) == task)
        .mapToObj(labels::get)
        .toList();
  }

  /** Over all pairs of an issue and a label. */
  public Counts micro() {
    return all.micro();
  }

  /** The mean of the labels' F1, 0–1, over labels that some issue of the test has. */
  public double macroF1() {
    return all.macroF1();
  }

  /** Over the labels of one task; empty if there are none. */
  public Optional<F1Score> of(LabelTask task) {
    return Optional.ofNullable(byTask.get(task));
  }
}
