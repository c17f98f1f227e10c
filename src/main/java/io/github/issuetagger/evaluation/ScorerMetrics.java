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
 * The metrics of one scorer or baseline.
 *
 * @param scorer the name of the scorer or baseline
 * @param all the metrics over all labels
 * @param byTask the metrics over the labels of each task, on the same issues; a task without labels
 *     is missing
 */
public record ScorerMetrics(String scorer, F1Score all, Map<LabelTask, F1Score> byTask) {
  public ScorerMetrics {
    byTask = Map.copyOf(byTask);
  }

  /**
   * Summarizes the labels' counts.
   *
   * @param tasks each label's task
   * @param labels each label's counts, in the same order
   */
  static ScorerMetrics of(String scorer, List<LabelTask> tasks, List<Counts> labels) {
    return new ScorerMetrics(
        scorer,
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

  /** Returns the counts over all pairs of an issue and a label. */
  public Counts micro() {
    return all.micro();
  }

  /** Returns the mean F1, 0–1, of the labels that at least one test issue has. */
  public double macroF1() {
    return all.macroF1();
  }

  /** Returns the metrics over the labels of one task, or empty if there are none. */
  public Optional<F1Score> of(LabelTask task) {
    return Optional.ofNullable(byTask.get(task));
  }
}
