package io.github.issuetagger.evaluation.report;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.evaluation.EvaluationReport;
import io.github.issuetagger.evaluation.F1Score;
import io.github.issuetagger.evaluation.ScorerMetrics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** How reports write numbers and name issues. */
final class NumberFormat {
  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}");

  private NumberFormat() {}

  /** Three places: more are noise. */
  static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String share(OptionalDouble value) {
    return value.isPresent() ? share(value.getAsDouble()) : "–";
  }

  /** One sentence on how labels are applied at the precision asked for. */
  static String sure(EvaluationReport report) {
    return "At precision %s, labels are applied with precision %s and cover %s of what belongs."
        .formatted(
            share(report.precision()),
            share(report.sure().precision()),
            share(report.sure().recall()));
  }

  /** The same for the labels of one task, or that there are none. */
  static String sure(EvaluationReport report, LabelTask task) {
    return report
        .sure(task)
        .map(
            sure ->
                "At precision %s, %s are applied with precision %s and cover %s of what belongs."
                    .formatted(
                        share(report.precision()),
                        task.plural(),
                        share(sure.precision()),
                        share(sure.recall())))
        .orElse("There are no %s among these labels.".formatted(task.plural()));
  }

  /** The scores that have figures for a task. */
  static List<ScorerMetrics> having(List<ScorerMetrics> scores, LabelTask task) {
    return scores.stream().filter(score -> score.of(task).isPresent()).toList();
  }

  /** Micro-F1 and macro-F1. */
  static String both(F1Score score) {
    return share(score.micro().f1()) + " / " + share(score.macroF1());
  }

  /** The figures of a row: micro-F1, macro-F1, precision and recall. */
  static String[] cells(String name, F1Score score) {
    return new String[] {
      name,
      share(score.micro().f1()),
      share(score.macroF1()),
      share(score.micro().precision()),
      share(score.micro().recall())
    };
  }

  /** Where the issue is on GitHub; empty when the file does not tell. */
  static String link(LabeledIssue issue) {
    return issue.number().isPresent() && REPOSITORY.matcher(issue.repo()).matches()
        ? "https://github.com/" + issue.repo() + "/issues/" + issue.number().get()
        : "";
  }

  static String name(LabeledIssue issue) {
    return issue.number().map(number -> "#" + number).orElse("an issue without a number");
  }
}
