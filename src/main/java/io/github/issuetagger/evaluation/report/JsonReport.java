package io.github.issuetagger.evaluation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.domain.LabelTask;
import io.github.issuetagger.evaluation.EvaluationReport;
import io.github.issuetagger.evaluation.F1Score;
import io.github.issuetagger.evaluation.ScorerMetrics;
import io.github.issuetagger.math.Counts;
import java.util.List;

/** The report as JSON. */
final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  static String of(EvaluationReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("learnt", report.learnt()).put("tested", report.tested());
    ObjectNode sure = root.putObject("atPrecision").put("asked", report.precision());
    measure(sure, report.sure());
    for (LabelTask task : LabelTask.APART) {
      report.sure(task).ifPresent(of -> measure(sure.putObject(task.plural()), of));
    }
    report.warnings().forEach(root.putArray("warnings")::add);
    scores(root.putArray("scores"), report.scores());
    labels(root.putArray("labels"), report);
    ArrayNode curve = root.putArray("curve");
    report
        .curve()
        .forEach(
            point -> {
              ObjectNode node = curve.addObject().put("issues", point.issues());
              scores(node.putArray("scores"), point.scores());
            });
    confusions(root.putArray("confusions"), report);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }

  private static void scores(ArrayNode array, List<ScorerMetrics> scores) {
    for (ScorerMetrics score : scores) {
      ObjectNode node = array.addObject().put("scorer", score.scorer());
      f1(node, score.all());
      for (LabelTask task : LabelTask.APART) {
        score.of(task).ifPresent(of -> f1(node.putObject(task.plural()), of));
      }
    }
  }

  private static void f1(ObjectNode node, F1Score score) {
    node.put("microF1", score.micro().f1()).put("macroF1", score.macroF1());
    measure(node, score.micro());
  }

  private static void labels(ArrayNode array, EvaluationReport report) {
    report
        .labels()
        .forEach(
            label -> {
              ObjectNode node = array.addObject().put("label", label.label());
              node.put("task", label.task().id());
              node.put("uses", label.uses()).put("scorer", label.scorer());
              node.put("threshold", label.threshold()).put("f1", label.measure().f1());
              measure(node, label.measure());
              ObjectNode sure = node.putObject("atPrecision");
              label.sureThreshold().ifPresent(at -> sure.put("threshold", at));
              measure(sure.put("coverage", label.coverage()), label.sure());
            });
  }

  private static void confusions(ArrayNode array, EvaluationReport report) {
    report
        .confusions()
        .forEach(
            confusion -> {
              ObjectNode node = array.addObject().put("belongs", confusion.expected());
              node.put("given", confusion.given()).put("count", confusion.count());
              ArrayNode issues = node.putArray("issues");
              confusion
                  .issues()
                  .forEach(
                      issue -> {
                        ObjectNode one = issues.addObject().put("repo", issue.repo());
                        issue.number().ifPresent(number -> one.put("number", number));
                      });
            });
  }

  private static void measure(ObjectNode node, Counts measure) {
    node.put("precision", measure.precision()).put("recall", measure.recall());
    node.put("right", measure.right()).put("given", measure.given());
    node.put("positives", measure.positives());
  }
}
