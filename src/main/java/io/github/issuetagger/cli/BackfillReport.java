package io.github.issuetagger.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.domain.LabelDecision;
import io.github.issuetagger.text.LogText;
import io.github.issuetagger.triage.BackfillIssue;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints what happens to issues, as a table or as JSON lines. Never quotes an issue. */
final class BackfillReport {
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintWriter out;
  private final boolean json;
  private int issues;
  private int labeled;

  BackfillReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void issue(BackfillIssue issue) {
    issues++;
    labeled += issue.apply().isEmpty() ? 0 : 1;
    out.println(json ? json(issue) : row(issue));
    out.flush();
  }

  /** Prints a line for people. Prints nothing if the output is JSON. */
  void say(String line) {
    if (!json) {
      out.println(line);
      out.flush();
    }
  }

  void summary(String end) {
    say(labeled + " of " + issues + " issues " + end);
  }

  private static String row(BackfillIssue issue) {
    return String.format(
        Locale.ROOT,
        "#%-6d %-40s %-40s %s",
        issue.number(),
        issue.apply().isEmpty() ? "-" : names(issue.apply()),
        issue.suggest().isEmpty() ? "" : "(not applied: " + names(issue.suggest()) + ")",
        issue.result());
  }

  private static String names(List<LabelDecision> decisions) {
    return decisions.stream()
        .map(
            decision ->
                String.format(
                    Locale.ROOT, "%s %.2f", LogText.of(decision.label()), decision.score()))
        .collect(Collectors.joining(", "));
  }

  private static String json(BackfillIssue issue) {
    ObjectNode node = JSON.createObjectNode().put("number", issue.number());
    node.set("apply", json(issue.apply()));
    node.set("suggest", json(issue.suggest()));
    return node.put("result", issue.result()).toString();
  }

  private static ArrayNode json(List<LabelDecision> decisions) {
    ArrayNode array = JSON.createArrayNode();
    for (LabelDecision decision : decisions) {
      array
          .addObject()
          .put("label", decision.label())
          .put("score", decision.score())
          .put("threshold", decision.threshold());
    }
    return array;
  }
}
