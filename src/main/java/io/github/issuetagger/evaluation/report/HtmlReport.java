package io.github.issuetagger.evaluation.report;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.evaluation.Confusion;
import io.github.issuetagger.evaluation.EvaluationReport;
import io.github.issuetagger.evaluation.F1Score;
import io.github.issuetagger.evaluation.ScorerMetrics;
import io.github.issuetagger.learning.training.LabelReport;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/** The report as one page that loads nothing from elsewhere. */
final class HtmlReport {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>How well these labels can be given</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
      table { border-collapse: collapse; display: block; overflow-x: auto; }
      th, td { padding: .2rem .6rem; border-bottom: 1px solid #8884; text-align: right; white-space: nowrap; }
      th:first-child, td:first-child, .text { text-align: left; }
      svg { max-width: 44rem; width: 100%; font-size: 12px; fill: currentColor; }
      .grid { stroke: #8884; }
      </style></head><body>
      <h1>How well these labels can be given</h1>
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  private HtmlReport() {}

  static String of(EvaluationReport report) {
    HtmlReport html = new HtmlReport();
    html.summary(report);
    html.apart(report);
    html.labels(report);
    html.curve(report);
    html.confusions(report);
    return html.out.append("</body></html>\n").toString();
  }

  private void summary(EvaluationReport report) {
    out.append(
        "<p>Learnt from %d issues, judged on %d newer ones. %s</p>\n"
            .formatted(report.learnt(), report.tested(), NumberFormat.sure(report)));
    for (String warning : report.warnings()) {
      out.append("<p><strong>Warning.</strong> ").append(escaped(warning)).append("</p>\n");
    }
    scores(report.scores(), ScorerMetrics::all);
  }

  /** The same for types alone and for topics alone: telling them are different tasks. */
  private void apart(EvaluationReport report) {
    for (LabelTask task : LabelTask.APART) {
      out.append("<h2>The %s alone</h2>\n".formatted(task.plural()))
          .append("<p>%s</p>\n".formatted(NumberFormat.sure(report, task)));
      List<ScorerMetrics> having = NumberFormat.having(report.scores(), task);
      if (!having.isEmpty()) {
        scores(having, score -> score.of(task).orElseThrow());
      }
    }
  }

  private void scores(List<ScorerMetrics> scores, Function<ScorerMetrics, F1Score> of) {
    open("", "micro-F1", "macro-F1", "precision", "recall");
    for (ScorerMetrics score : scores) {
      row(NumberFormat.cells(escaped(score.rung()), of.apply(score)));
    }
    close();
  }

  private void labels(EvaluationReport report) {
    out.append("<h2>Labels</h2>\n").append(SvgPlot.bars(report.labels()));
    open(
        "label",
        "task",
        "uses",
        "support",
        "precision",
        "recall",
        "F1",
        "threshold",
        "scorer",
        "threshold at " + NumberFormat.share(report.precision()),
        "precision there",
        "coverage");
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
    close();
  }

  private void curve(EvaluationReport report) {
    out.append("<h2>How many issues it takes</h2>\n<h3>micro-F1</h3>\n")
        .append(
            SvgPlot.curve(
                report.curve(), score -> score.micro().f1(), "micro-F1 by the number of issues"))
        .append("<h3>macro-F1</h3>\n")
        .append(
            SvgPlot.curve(
                report.curve(), ScorerMetrics::macroF1, "macro-F1 by the number of issues"));
    for (LabelTask task : LabelTask.APART) {
      if (report.curve().stream()
          .allMatch(
              point -> NumberFormat.having(point.scores(), task).size() == point.scores().size())) {
        curve(report, task);
      }
    }
  }

  private void curve(EvaluationReport report, LabelTask task) {
    String what = "micro-F1 of the " + task.plural();
    out.append("<h3>%s</h3>\n".formatted(what))
        .append(
            SvgPlot.curve(
                report.curve(),
                score -> score.of(task).orElseThrow().micro().f1(),
                what + " by the number of issues"));
  }

  private void confusions(EvaluationReport report) {
    out.append("<h2>Worst confusions</h2>\n");
    open("belongs", "given instead", "issues", "for example");
    for (Confusion confusion : report.confusions()) {
      row(
          escaped(confusion.expected()),
          escaped(confusion.given()),
          Integer.toString(confusion.count()),
          confusion.issues().stream().map(HtmlReport::issue).collect(Collectors.joining(", ")));
    }
    close();
  }

  private static String issue(LabeledIssue issue) {
    String link = NumberFormat.link(issue);
    return link.isEmpty()
        ? escaped(NumberFormat.name(issue))
        : "<a href=\"%s\" rel=\"noreferrer\">%s</a>"
            .formatted(escaped(link), escaped(NumberFormat.name(issue)));
  }

  private void open(String... heads) {
    out.append("<table><thead><tr>");
    for (String head : heads) {
      out.append("<th>").append(escaped(head)).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
  }

  private void row(String... cells) {
    out.append("<tr>");
    for (String cell : List.of(cells)) {
      out.append("<td>").append(cell).append("</td>");
    }
    out.append("</tr>\n");
  }

  private void close() {
    out.append("</tbody></table>\n");
  }

  /** Plain text, also inside of an attribute. */
  static String escaped(String text) {
    return StringEscapeUtils.escapeHtml4(text).replace("'", "&#39;");
  }
}
