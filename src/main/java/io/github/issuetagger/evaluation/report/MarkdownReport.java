package io.github.issuetagger.evaluation.report;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.evaluation.CurvePoint;
import io.github.issuetagger.evaluation.EvaluationReport;
import io.github.issuetagger.evaluation.F1Score;
import io.github.issuetagger.evaluation.ScorerMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The report as GitHub-flavored Markdown. */
final class MarkdownReport extends ReportWriter {
  private MarkdownReport() {}

  /** Returns the report as Markdown. */
  static String of(EvaluationReport report) {
    return new MarkdownReport().write(report);
  }

  @Override
  void start() {
    out.append("# ").append(TITLE).append('\n');
  }

  @Override
  void end() {}

  @Override
  void heading(String text) {
    block("## " + text);
  }

  @Override
  void paragraph(String... sentences) {
    block(sentences);
  }

  @Override
  void warning(String text) {
    block("> [!WARNING]", "> " + escape(text));
  }

  @Override
  void table(List<String> columns, List<Integer> textColumns, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(row(columns));
    lines.add(
        row(
            IntStream.range(0, columns.size())
                .mapToObj(column -> textColumns.contains(column) ? "---" : "---:")
                .toList()));
    rows.forEach(cells -> lines.add(row(cells)));
    block(lines.toArray(String[]::new));
  }

  @Override
  void curves(List<CurvePoint> curve) {
    curve("micro-F1 / macro-F1", curve, score -> Optional.of(score.all()));
    for (LabelTask task : LabelTask.APART) {
      if (curve.stream().anyMatch(point -> !having(point.scores(), task).isEmpty())) {
        curve("micro-F1 / macro-F1 of the " + task.plural(), curve, score -> score.of(task));
      }
    }
  }

  private void curve(
      String figures, List<CurvePoint> curve, Function<ScorerMetrics, Optional<F1Score>> f1) {
    paragraph(figures + " by the number of training issues.");
    List<String> columns = new ArrayList<>(List.of(""));
    if (!curve.isEmpty()) {
      curve.get(0).scores().forEach(score -> columns.add(escape(score.scorer())));
    }
    List<List<String>> rows = new ArrayList<>();
    for (CurvePoint point : curve) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(point.issues())));
      point.scores().stream()
          .limit(columns.size() - 1L)
          .map(score -> f1.apply(score).map(MarkdownReport::both).orElse("–"))
          .forEach(cells::add);
      rows.add(cells);
    }
    table(columns, List.of(), rows);
  }

  private static String both(F1Score score) {
    return number(score.micro().f1()) + " / " + number(score.macroF1());
  }

  @Override
  String link(String text, String url) {
    return "[" + text + "](" + url + ")";
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private void block(String... lines) {
    out.append('\n').append(String.join("\n", lines)).append('\n');
  }

  /** Escapes a name, so that it contains no markup, stays in its row and mentions nobody. */
  @Override
  String escape(String name) {
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
