package io.github.issuetagger.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.learning.training.LabelReport;
import io.github.issuetagger.math.Counts;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScorerMetricsTest {
  private static final List<Label> LABELS =
      List.of(
          Label.of("C-bug", ""),
          Label.of("A-parser", ""),
          Label.of("enhancement", ""),
          Label.of("metric bug", ""),
          Label.of("help wanted", ""));

  /** F1 of 0.8, 0.5, 0.4, none because no issue has the label, and 1. */
  private static final List<Counts> MEASURES =
      List.of(
          new Counts(4, 5, 5),
          new Counts(1, 2, 2),
          new Counts(1, 1, 4),
          new Counts(0, 2, 0),
          new Counts(3, 3, 3));

  @Test
  @DisplayName("covers all labels, and types and topics separately")
  void isOfAllLabelsAndOfTypesAndTopicsAlone() {
    ScorerMetrics score = PredictionJudge.score("heads", LABELS, MEASURES);

    assertThat(score.micro()).isEqualTo(new Counts(9, 13, 14));
    assertThat(score.macroF1()).isCloseTo((0.8 + 0.5 + 0.4 + 1) / 4, within(1e-12));
    F1Score types = score.of(LabelTask.TYPE).orElseThrow();
    assertThat(types.micro()).isEqualTo(new Counts(5, 6, 9));
    assertThat(types.micro().f1()).isCloseTo(10.0 / 15, within(1e-12));
    assertThat(types.macroF1()).isCloseTo(0.6, within(1e-12));
    F1Score topics = score.of(LabelTask.TOPIC).orElseThrow();
    assertThat(topics.micro()).isEqualTo(new Counts(1, 4, 2));
    assertThat(topics.micro().f1()).isCloseTo(2.0 / 6, within(1e-12));
    assertThat(topics.macroF1()).isEqualTo(0.5);
  }

  @Test
  @DisplayName("has no metrics for a task without labels")
  void hasNoFiguresOfATaskWithoutLabels() {
    ScorerMetrics score =
        PredictionJudge.score("heads", LABELS.subList(1, 2), MEASURES.subList(1, 2));

    assertThat(score.of(LabelTask.TYPE)).isEmpty();
    assertThat(score.of(LabelTask.TOPIC)).contains(score.all());
  }

  @Test
  @DisplayName("reports state how the labels of each task are applied")
  void reportsTellHowTheLabelsOfEachTaskAreApplied() {
    EvaluationReport report =
        new EvaluationReport(
            70,
            30,
            0.9,
            List.of(),
            List.of(
                applied("C-bug", LabelTask.TYPE, new Counts(4, 5, 8)),
                applied("enhancement", LabelTask.TYPE, new Counts(2, 3, 4)),
                applied("A-parser", LabelTask.TOPIC, new Counts(1, 1, 5))),
            List.of(),
            List.of(),
            List.of());

    assertThat(report.sure()).isEqualTo(new Counts(7, 9, 17));
    assertThat(report.sure(LabelTask.TYPE)).contains(new Counts(6, 8, 12));
    assertThat(report.sure(LabelTask.TOPIC)).contains(new Counts(1, 1, 5));
    assertThat(report.sure(LabelTask.PROCESS)).isEmpty();
  }

  private static LabelReport applied(String label, LabelTask task, Counts sure) {
    return new LabelReport(
        label, task, 10, "heads", 0.5, new Counts(0, 0, 0), OptionalDouble.of(0.9), sure);
  }
}
