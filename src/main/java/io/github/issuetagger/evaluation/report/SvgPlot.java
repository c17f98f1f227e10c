package io.github.issuetagger.evaluation.report;

import io.github.issuetagger.evaluation.CurvePoint;
import io.github.issuetagger.evaluation.ScorerMetrics;
import io.github.issuetagger.learning.training.LabelReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws plots as inline SVG. */
final class SvgPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int LEFT = 44;
  private static final int BOTTOM = 34;
  private static final int RIGHT = 170;
  private static final int TOP = 12;
  private static final int BAR = 18;
  private static final List<String> COLORS =
      List.of("#0b6", "#06c", "#c60", "#909", "#c03", "#666", "#960", "#069");

  private SvgPlot() {}

  /** Draws one line per scorer over the number of issues, at equal distances between points. */
  static String curve(
      List<CurvePoint> points, ToDoubleFunction<ScorerMetrics> value, String title) {
    StringBuilder svg = start(HEIGHT, title);
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      double y = y(tenth / 10.0);
      svg.append(
          format(
              "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' class='grid'/><text x='%d' y='%.1f' text-anchor='end'>%.1f</text>",
              LEFT, WIDTH - RIGHT, y, y, LEFT - 6, y + 4, tenth / 10.0));
    }
    for (int i = 0; i < points.size(); i++) {
      svg.append(
          format(
              "<text x='%.1f' y='%d' text-anchor='middle'>%d</text>",
              x(i, points.size()), HEIGHT - BOTTOM + 18, points.get(i).issues()));
    }
    int scorers = points.stream().mapToInt(point -> point.scores().size()).min().orElse(0);
    for (int scorer = 0; scorer < scorers; scorer++) {
      String color = COLORS.get(scorer % COLORS.size());
      List<String> dots = new ArrayList<>();
      for (int i = 0; i < points.size(); i++) {
        double at = value.applyAsDouble(points.get(i).scores().get(scorer));
        dots.add(format("%.1f,%.1f", x(i, points.size()), y(at)));
      }
      svg.append(
          format(
              "<polyline points='%s' fill='none' stroke='%s' stroke-width='%d'/>",
              String.join(" ", dots), color, scorer == 0 ? 4 : 2));
      svg.append(
          format(
              "<text x='%d' y='%d' fill='%s'>%s</text>",
              WIDTH - RIGHT + 12,
              TOP + 14 + 18 * scorer,
              color,
              HtmlReport.escaped(points.get(0).scores().get(scorer).scorer())));
    }
    return svg.append("</svg>\n").toString();
  }

  /** Draws one bar per label for its F1. */
  static String bars(List<LabelReport> labels) {
    StringBuilder svg = start(BAR * labels.size() + 2 * TOP, "F1 of each label");
    int left = WIDTH / 3;
    for (int i = 0; i < labels.size(); i++) {
      double f1 = labels.get(i).measure().f1();
      int y = TOP + BAR * i;
      svg.append(
          format(
              "<text x='%d' y='%d' text-anchor='end'>%s</text><rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/><text x='%.1f' y='%d'>%.2f</text>",
              left - 6,
              y + BAR - 5,
              HtmlReport.escaped(shortened(labels.get(i).label())),
              left,
              y + 2,
              f1 * (WIDTH - left - 60),
              BAR - 4,
              COLORS.get(0),
              left + f1 * (WIDTH - left - 60) + 6,
              y + BAR - 5,
              f1));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String shortened(String label) {
    return label.codePointCount(0, label.length()) <= 28
        ? label
        : label.substring(0, label.offsetByCodePoints(0, 27)) + "…";
  }

  private static StringBuilder start(int height, String title) {
    return new StringBuilder(
        format(
            "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>",
            WIDTH, height, HtmlReport.escaped(title)));
  }

  private static double x(int point, int points) {
    return LEFT + 20 + point * (WIDTH - RIGHT - LEFT - 40.0) / Math.max(1, points - 1);
  }

  private static double y(double share) {
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
