package io.github.issuetagger.evaluation.report;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.evaluation.Confusion;
import io.github.issuetagger.evaluation.CurvePoint;
import io.github.issuetagger.evaluation.EvaluationReport;
import io.github.issuetagger.evaluation.F1Score;
import io.github.issuetagger.evaluation.ScorerMetrics;
import io.github.issuetagger.learning.training.LabelReport;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report as Markdown that GitHub shows. */
final class MarkdownReport {
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport() {}

  static String of(EvaluationReport report) {
    MarkdownReport markdown = new MarkdownReport();
    markdown.summary(report);
    markdown.apart(report);
    markdown.labels(report);
    markdown.curve(report.curve());
    markdown.confusions(report.confusions());
    return markdown.out.toString();
  }

  private void summary(EvaluationReport report) {
    line("# How well these labels can be given");
    line("");
    line(
        "Learnt from %d issues, judged on %d newer ones."
            .formatted(report.learnt(), report.tested()));
    line(NumberFormat.sure(report));
    for (String warning : report.warnings()) {
      line("");
      line("> [!WARNING]");
      line("> " + escaped(warning));
    }
    scores(report.scores(), ScorerMetrics::all);
  }

  /** The same for types alone and for topics alone: telling them are different tasks. */
  private void apart(EvaluationReport report) {
    for (LabelTask task : LabelTask.APART) {
      line("");
      line("## The %s alone".formatted(task.plural()));
      line("");
      line(NumberFormat.sure(report, task));
      List<ScorerMetrics> having = NumberFormat.having(report.scores(), task);
      if (!having.isEmpty()) {
        scores(having, score -> score.of(task).orElseThrow());
      }
    }
  }

  private void scores(List<ScorerMetrics> scores, Function<ScorerMetrics, F1Score> of) {
    line("");
    row("", "micro-F1", "macro-F1", "precision", "recall");
    row("---", "---:", "---:", "---:", "---:");
    for (ScorerMetrics score : scores) {
      row(NumberFormat.cells(escaped(score.rung()), of.apply(score)));
    }
  }

  private void labels(EvaluationReport report) {
    String at = "at " + NumberFormat.share(report.precision());
    line("");
    line("## Labels");
    line("");
    row(
        "label",
        "task",
        "uses",
        "support",
        "precision",
        "recall",
        "F1",
        "threshold",
        "scorer",
        "threshold " + at,
        "precision there",
        "coverage");
    row(
        "---", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---", "---:", "---:",
        "---:");
    for (LabelReport label : report.labels()) {
      row(
          escaped(label.label()),
          label.task().id(),
          Integer.toString(label.uses()),
          Integer.toString(label.measure().positives()),
          NumberFormat.share(label.measure().precision()),
          NumberFormat.share(label.measure().recall()),
          NumberFormat.share(label.measure().f1()),
          NumberFormat.share(label.threshold()),
          escaped(label.scorer()),
          NumberFormat.share(label.sureThreshold()),
          label.sure().given() == 0 ? "–" : NumberFormat.share(label.sure().precision()),
          NumberFormat.share(label.coverage()));
    }
  }

  private void curve(List<CurvePoint> curve) {
    line("");
    line("## How many issues it takes");
    curve("micro-F1 / macro-F1", curve, score -> Optional.of(score.all()));
    for (LabelTask task : LabelTask.APART) {
      if (curve.stream().anyMatch(point -> !NumberFormat.having(point.scores(), task).isEmpty())) {
        curve("micro-F1 / macro-F1 of the " + task.plural(), curve, score -> score.of(task));
      }
    }
  }

  private void curve(
      String what, List<CurvePoint> curve, Function<ScorerMetrics, Optional<F1Score>> of) {
    line("");
    line(what + " by the number of issues learnt from.");
    line("");
    List<ScorerMetrics> first = curve.isEmpty() ? List.of() : curve.get(0).scores();
    row("", first.stream().map(score -> escaped(score.rung())).collect(Collectors.joining(" | ")));
    row("---:", first.stream().map(score -> "---:").collect(Collectors.joining(" | ")));
    for (CurvePoint point : curve) {
      row(
          Integer.toString(point.issues()),
          point.scores().stream()
              .limit(first.size())
              .map(score -> of.apply(score).map(NumberFormat::both).orElse("–"))
              .collect(Collectors.joining(" | ")));
    }
  }

  private void confusions(List<Confusion> confusions) {
    line("");
    line("## Worst confusions");
    line("");
    row("belongs", "given instead", "issues", "for example");
    row("---", "---", "---:", "---");
    for (Confusion confusion : confusions) {
      row(
          escaped(confusion.expected()),
          escaped(confusion.given()),
          Integer.toString(confusion.count()),
          confusion.issues().stream().map(MarkdownReport::issue).collect(Collectors.joining(", ")));
    }
  }

  private static String issue(LabeledIssue issue) {
    String link = NumberFormat.link(issue);
    return link.isEmpty()
        ? NumberFormat.name(issue)
        : "[" + NumberFormat.name(issue) + "](" + link + ")";
  }

  private void row(String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** A label's name as plain text: nothing in it is markup, ends the row or calls anybody. */
  static String escaped(String name) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ') {
        safe.append(' ');
      } else if (c == '@') {
        safe.append("@\u200b");
      } else if (c == '<') {
        safe.append("&lt;");
      } else if (c == '&') {
        safe.append("&amp;");
      } else {
        safe.append("\\`*_[]()#|!>~".indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return safe.toString();
  }
}
