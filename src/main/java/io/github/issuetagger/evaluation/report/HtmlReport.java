package io.github.issuetagger.evaluation.report;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.evaluation.CurvePoint;
import io.github.issuetagger.evaluation.EvaluationReport;
import io.github.issuetagger.evaluation.ScorerMetrics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.text.StringEscapeUtils;

/** The report as an HTML page that loads nothing from elsewhere. */
final class HtmlReport extends ReportWriter {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>TITLE</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
      table { border-collapse: collapse; display: block; overflow-x: auto; }
      th, td { padding: .2rem .6rem; border-bottom: 1px solid #8884; text-align: right; white-space: nowrap; }
      th:first-child, td:first-child, .text { text-align: left; }
      svg { max-width: 44rem; width: 100%; font-size: 12px; fill: currentColor; }
      .grid { stroke: #8884; }
      </style></head><body>
      <h1>TITLE</h1>
      """
          .replace("TITLE", TITLE);

  private HtmlReport() {}

  /** Returns the report as HTML. */
  static String of(EvaluationReport report) {
    return new HtmlReport().write(report);
  }

  @Override
  void start() {
    out.append(HEAD);
  }

  @Override
  void end() {
    out.append("</body></html>\n");
  }

  @Override
  void heading(String text) {
    out.append("<h2>").append(text).append("</h2>\n");
  }

  @Override
  void paragraph(String... sentences) {
    out.append("<p>").append(String.join(" ", sentences)).append("</p>\n");
  }

  @Override
  void warning(String text) {
    paragraph("<strong>Warning.</strong>", escape(text));
  }

  @Override
  void labels(EvaluationReport report) {
    out.append(SvgPlot.bars(report.labels()));
    super.labels(report);
  }

  @Override
  void table(List<String> columns, List<Integer> textColumns, List<List<String>> rows) {
    out.append("<table><thead><tr>");
    columns.forEach(column -> cell("th", column));
    out.append("</tr></thead><tbody>\n");
    for (List<String> cells : rows) {
      out.append("<tr>");
      cells.forEach(cell -> cell("td", cell));
      out.append("</tr>\n");
    }
    out.append("</tbody></table>\n");
  }

  private void cell(String element, String content) {
    out.append("<%s>%s</%s>".formatted(element, content, element));
  }

  @Override
  void curves(List<CurvePoint> curve) {
    curve("micro-F1", curve, score -> score.micro().f1());
    curve("macro-F1", curve, ScorerMetrics::macroF1);
    for (LabelTask task : LabelTask.APART) {
      if (curve.stream()
          .allMatch(point -> having(point.scores(), task).size() == point.scores().size())) {
        curve(
            "micro-F1 of the " + task.plural(),
            curve,
            score -> score.of(task).orElseThrow().micro().f1());
      }
    }
  }

  private void curve(String figure, List<CurvePoint> curve, ToDoubleFunction<ScorerMetrics> value) {
    out.append("<h3>")
        .append(figure)
        .append("</h3>\n")
        .append(SvgPlot.curve(curve, value, figure + " by the number of issues"));
  }

  @Override
  String link(String text, String url) {
    return "<a href=\"%s\" rel=\"noreferrer\">%s</a>".formatted(escape(url), escape(text));
  }

  @Override
  String escape(String text) {
    return escaped(text);
  }

  /** Escapes plain text for elements and attributes. */
  static String escaped(String text) {
    return StringEscapeUtils.escapeHtml4(text).replace("'", "&#39;");
  }
}
