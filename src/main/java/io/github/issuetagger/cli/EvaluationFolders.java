package io.github.issuetagger.cli;

import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.evaluation.EvaluationReport;
import io.github.issuetagger.evaluation.F1Score;
import io.github.issuetagger.evaluation.ScorerMetrics;
import io.github.issuetagger.evaluation.report.ReportFiles;
import io.github.issuetagger.math.Counts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the reports of one or several repositories and prints a summary of each. */
final class EvaluationFolders {
  private final Path target;
  private final PrintStream out;
  private final Map<String, EvaluationReport> reports = new LinkedHashMap<>();

  EvaluationFolders(Path target, PrintStream out) {
    this.target = target;
    this.out = out;
  }

  void add(String repository, EvaluationReport report) {
    reports.put(repository, report);
  }

  /** Writes a single report to the folder itself, and several to one subfolder each. */
  void write() throws IOException {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (Map.Entry<String, EvaluationReport> entry : reports.entrySet()) {
      Path folder = reports.size() == 1 ? target : target.resolve(free(entry.getKey(), folders));
      folders.put(entry.getKey(), folder);
      ReportFiles.write(entry.getValue(), folder);
      summary(entry.getKey(), entry.getValue(), folder);
    }
    if (reports.size() > 1) {
      means();
    }
  }

  /** Converts a repository's name to a safe folder name, because files may contain any name. */
  private String free(String repository, Map<String, Path> taken) {
    String name = repository.replace("/", "--").replaceAll("[^A-Za-z0-9_-]", "_");
    String free = name.isEmpty() ? "unnamed" : name;
    for (int i = 2; taken.containsValue(target.resolve(free)); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  private void summary(String repository, EvaluationReport report, Path folder) {
    if (reports.size() > 1) {
      out.println(repository.isEmpty() ? "issues without a repository" : repository);
    }
    out.printf(
        "%d labels, trained on %d issues, tested on %d%n",
        report.labels().size(), report.learnt(), report.tested());
    for (ScorerMetrics score : report.scores()) {
      line(List.of(score));
    }
    sure(report);
    report.warnings().forEach(warning -> out.println("Warning: " + warning));
    out.println("The report is in " + folder);
  }

  /** Prints means in which each repository counts the same. Skips scorers that some lack. */
  private void means() {
    out.printf("Mean of %d repositories%n", reports.size());
    List<EvaluationReport> all = List.copyOf(reports.values());
    for (ScorerMetrics first : all.get(0).scores()) {
      List<ScorerMetrics> scores =
          all.stream()
              .flatMap(report -> report.scores().stream())
              .filter(score -> score.scorer().equals(first.scorer()))
              .toList();
      if (scores.size() == all.size()) {
        line(scores);
      }
    }
    for (LabelTask task : LabelTask.APART) {
      long having = all.stream().filter(report -> report.sure(task).isPresent()).count();
      if (having > 0 && having < all.size()) {
        out.printf(
            "The means for %s count only the repositories that have any: %d%n",
            task.plural(), having);
      }
    }
  }

  /** Prints the means of a scorer, also over the repositories that have labels of each task. */
  private void line(List<ScorerMetrics> scores) {
    List<F1Score> all = scores.stream().map(ScorerMetrics::all).toList();
    StringBuilder line =
        new StringBuilder(
            "%-30s micro-F1 %.3f  macro-F1 %.3f"
                .formatted(scores.get(0).scorer(), micro(all), macro(all)));
    for (LabelTask task : LabelTask.APART) {
      List<F1Score> alone = scores.stream().flatMap(score -> score.of(task).stream()).toList();
      if (!alone.isEmpty()) {
        line.append("  %s %.3f / %.3f".formatted(task.plural(), micro(alone), macro(alone)));
      }
    }
    out.println(line);
  }

  private static double micro(List<F1Score> scores) {
    return scores.stream().mapToDouble(score -> score.micro().f1()).average().orElse(0);
  }

  private static double macro(List<F1Score> scores) {
    return scores.stream().mapToDouble(F1Score::macroF1).average().orElse(0);
  }

  /** Prints the precision and coverage at the target precision. */
  private void sure(EvaluationReport report) {
    StringBuilder line =
        new StringBuilder("At precision %.3f: ".formatted(report.precision()))
            .append(sure("all labels", report.sure()));
    for (LabelTask task : LabelTask.APART) {
      report.sure(task).ifPresent(of -> line.append("; ").append(sure(task.plural(), of)));
    }
    out.println(line);
  }

  private static String sure(String labels, Counts measure) {
    return "%s precision %.3f, coverage %.3f"
        .formatted(labels, measure.precision(), measure.recall());
  }
}
