package io.github.issuetagger.evaluation.report;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.evaluation.Confusion;
import io.github.issuetagger.evaluation.CurvePoint;
import io.github.issuetagger.evaluation.EvaluationReport;
import io.github.issuetagger.evaluation.F1Score;
import io.github.issuetagger.evaluation.ScorerMetrics;
import io.github.issuetagger.learning.training.LabelReport;
import io.github.issuetagger.math.Counts;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the report's sections. Subclasses decide how headings, tables and curves look. */
abstract class ReportWriter {
  static final String TITLE = "How well these labels can be given";

  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}");

  private static final List<String> SCORES =
      List.of("", "micro-F1", "macro-F1", "precision", "recall");

  final StringBuilder out = new StringBuilder();

  /** Writes the whole report. */
  final String write(EvaluationReport report) {
    start();
    paragraph(
        "Trained on %d issues, evaluated on %d newer issues."
            .formatted(report.learnt(), report.tested()),
        atPrecision(report, "labels", report.sure()));
    report.warnings().forEach(this::warning);
    scores(report.scores(), ScorerMetrics::all);
    for (LabelTask task : LabelTask.APART) {
      heading("The %s alone".formatted(task.plural()));
      paragraph(
          report
              .sure(task)
              .map(counts -> atPrecision(report, task.plural(), counts))
              .orElse("There are no %s among these labels.".formatted(task.plural())));
      List<ScorerMetrics> scores = having(report.scores(), task);
      if (!scores.isEmpty()) {
        scores(scores, score -> score.of(task).orElseThrow());
      }
    }
    heading("Labels");
    labels(report);
    heading("How many issues it takes");
    curves(report.curve());
    heading("Worst confusions");
    confusions(report.confusions());
    end();
    return out.toString();
  }

  abstract void start();

  abstract void end();

  abstract void heading(String text);

  abstract void paragraph(String... sentences);

  abstract void warning(String text);

  /**
   * Writes a table.
   *
   * @param textColumns the indices of the columns that contain text instead of numbers
   * @param rows the cells, already escaped
   */
  abstract void table(List<String> columns, List<Integer> textColumns, List<List<String>> rows);

  abstract void curves(List<CurvePoint> curve);

  abstract String escape(String text);

  abstract String link(String text, String url);

  private void scores(List<ScorerMetrics> scores, Function<ScorerMetrics, F1Score> f1) {
    table(
        SCORES,
        List.of(0),
        scores.stream()
            .map(
                score -> {
                  Counts micro = f1.apply(score).micro();
                  return List.of(
                      escape(score.scorer()),
                      number(micro.f1()),
                      number(f1.apply(score).macroF1()),
                      number(micro.precision()),
                      number(micro.recall()));
                })
            .toList());
  }

  /** Writes the table of labels. */
  void labels(EvaluationReport report) {
    String precision = number(report.precision());
    table(
        List.of(
            "label",
            "task",
            "uses",
            "support",
            "precision",
            "recall",
            "F1",
            "threshold",
            "scorer",
            "threshold at " + precision,
            "precision there",
            "coverage"),
        List.of(0, 1, 8),
        report.labels().stream().map(this::row).toList());
  }

  private List<String> row(LabelReport label) {
    return List.of(
        escape(label.label()),
        label.task().id(),
        Integer.toString(label.uses()),
        Integer.toString(label.measure().positives()),
        number(label.measure().precision()),
        number(label.measure().recall()),
        number(label.measure().f1()),
        number(label.threshold()),
        escape(label.scorer()),
        number(label.sureThreshold()),
        label.sure().given() == 0 ? "–" : number(label.sure().precision()),
        number(label.coverage()));
  }

  private void confusions(List<Confusion> confusions) {
    table(
        List.of("belongs", "given instead", "issues", "for example"),
        List.of(0, 1, 3),
        confusions.stream()
            .map(
                confusion ->
                    List.of(
                        escape(confusion.expected()),
                        escape(confusion.given()),
                        Integer.toString(confusion.count()),
                        confusion.issues().stream()
                            .map(this::issue)
                            .collect(Collectors.joining(", "))))
            .toList());
  }

  /** Names an issue, with a link to GitHub if its repository and number are known. */
  private String issue(LabeledIssue issue) {
    if (issue.number().isEmpty()) {
      return "an issue without a number";
    }
    String name = "#" + issue.number().get();
    return REPOSITORY.matcher(issue.repo()).matches()
        ? link(name, "https://github.com/" + issue.repo() + "/issues/" + issue.number().get())
        : name;
  }

  private static String atPrecision(EvaluationReport report, String labels, Counts counts) {
    return "At precision %s, %s are applied with precision %s and cover %s of what belongs."
        .formatted(
            number(report.precision()),
            labels,
            number(counts.precision()),
            number(counts.recall()));
  }

  /** Returns the scores that have figures for a task. */
  static List<ScorerMetrics> having(List<ScorerMetrics> scores, LabelTask task) {
    return scores.stream().filter(score -> score.of(task).isPresent()).toList();
  }

  /** Formats a number with three decimal places, because more would be noise. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "–";
  }
}
