package io.github.issuetagger.evaluation.report;

import io.github.issuetagger.evaluation.EvaluationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report as {@code report.md}, {@code report.json} and {@code report.html}. */
public final class ReportFiles {
  private ReportFiles() {}

  /**
   * Writes the three files into a folder, which is created if it is missing.
   *
   * @throws IOException if the folder cannot be written
   */
  public static void write(EvaluationReport report, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.md"), MarkdownReport.of(report));
    Files.writeString(folder.resolve("report.json"), JsonReport.of(report));
    Files.writeString(folder.resolve("report.html"), HtmlReport.of(report));
  }
}
