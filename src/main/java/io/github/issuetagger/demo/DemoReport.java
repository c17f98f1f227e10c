package io.github.issuetagger.demo;

import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxLabel;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the demo for people at a terminal. */
final class DemoReport {
  private final PrintWriter out;

  DemoReport(PrintWriter out) {
    this.out = out;
  }

  void start(SandboxRepository repository, int issues) {
    out.printf(
        "%s: %s (%d labels). Opening %d issues.%n",
        printable(repository.ref().fullName()),
        printable(repository.description()),
        repository.labels().size(),
        issues);
    out.flush();
  }

  void issue(DemoOutcome outcome) {
    SandboxIssue issue = outcome.issue();
    out.printf("%n#%d %s%n", issue.number(), printable(issue.title()));
    if (!outcome.finished()) {
      out.println("   unfinished: the App did not finish in time");
    }
    List<TriageCommentParser.Row> rows = rows(outcome);
    for (TriageCommentParser.Row row : rows) {
      out.printf(
          "   %-9s  %-18s %6s%n",
          printable(row.outcome()), printable(row.label()), printable(row.confidence()));
    }
    if (outcome.finished() && rows.isEmpty()) {
      out.println("   silent     no label is likely enough");
    }
    outcome
        .comment()
        .ifPresent(
            comment ->
                out.printf(
                    "   %s: %s%n",
                    printable(comment.author().login()),
                    printable(TriageCommentParser.firstWords(comment.body()))));
    outcome
        .took()
        .ifPresent(took -> out.printf("   %d ms from webhook to last write%n", took.toMillis()));
    out.flush();
  }

  void summary(List<DemoOutcome> outcomes) {
    List<Long> millis =
        outcomes.stream()
            .flatMap(each -> each.took().stream())
            .map(Duration::toMillis)
            .sorted()
            .toList();
    long labeled = outcomes.stream().filter(each -> !appliedByApp(each.issue()).isEmpty()).count();
    long silent =
        outcomes.stream().filter(each -> each.finished() && each.took().isEmpty()).count();
    out.printf(
        "%n%d issues: %d labeled, %d commented, %d left alone",
        outcomes.size(),
        labeled,
        outcomes.stream().filter(each -> each.comment().isPresent()).count(),
        silent);
    if (!millis.isEmpty()) {
      out.printf(Locale.ROOT, "; median %d ms", median(millis));
    }
    out.println();
    out.flush();
  }

  /** Returns the rows of the comment's table, and a row for each of the App's other labels. */
  private static List<TriageCommentParser.Row> rows(DemoOutcome outcome) {
    List<TriageCommentParser.Row> rows =
        new ArrayList<>(
            outcome
                .comment()
                .map(comment -> TriageCommentParser.rows(comment.body()))
                .orElse(List.of()));
    for (String label : appliedByApp(outcome.issue())) {
      if (rows.stream().noneMatch(row -> row.label().equals(label))) {
        rows.add(new TriageCommentParser.Row(label, "", "applied"));
      }
    }
    return rows;
  }

  private static List<String> appliedByApp(SandboxIssue issue) {
    return issue.events().stream()
        .filter(event -> event.viaApp() && event.event().equals("labeled"))
        .flatMap(event -> event.label().stream())
        .map(SandboxLabel::name)
        .filter(issue::hasLabel)
        .toList();
  }

  private static long median(List<Long> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Removes the characters that could control a terminal or change the direction of its text. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "");
  }
}
