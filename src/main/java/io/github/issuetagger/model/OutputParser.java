package io.github.issuetagger.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the part of {@code bundle.json} that says how a model's outputs become scores. */
final class OutputParser {
  private OutputParser() {}

  /**
   * Parses and checks.
   *
   * @throws BundleException when a field is wrong, or the task lacks the one that it needs
   */
  static Outputs parse(JsonNode root, Task task) {
    Outputs outputs =
        new Outputs(
            labels(root),
            ngrams(root, root),
            heads(root),
            entailment(root),
            matcher(root),
            linear(root, "similarity"),
            fusion(root),
            types(root));
    if (task == Task.NLI && outputs.entailment().isEmpty()) {
      throw Fields.wrong("an nli bundle needs 'entailment' with its classes");
    }
    if (task == Task.MULTI_LABEL && outputs.labels().isEmpty()) {
      throw Fields.wrong("a multi-label bundle needs 'labels'");
    }
    if (task == Task.MATCHER && outputs.matcher().isEmpty()) {
      throw Fields.wrong("a matcher bundle needs 'matcher' with its marker and labelLength");
    }
    return outputs;
  }

  private static List<LabelHead> labels(JsonNode node) {
    List<LabelHead> labels = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode label : node.path("labels")) {
      String name = Fields.text(label, "name");
      // GitHub holds names that differ only in case for the same label.
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw Fields.wrong("'labels' names '" + name + "' twice");
      }
      labels.add(new LabelHead(name, Fields.threshold(label), calibration(label)));
    }
    return labels;
  }

  private static List<EncoderHead> heads(JsonNode root) {
    List<EncoderHead> heads = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode head : root.path("heads")) {
      String name = Fields.text(head, "name");
      if (!names.add(name)) {
        throw Fields.wrong("'heads' names '" + name + "' twice");
      }
      List<LabelHead> labels = labels(head);
      if (labels.isEmpty()) {
        throw Fields.wrong("head '" + name + "' needs 'labels'");
      }
      heads.add(new EncoderHead(name, Fields.text(head, "output"), labels, ngrams(root, head)));
    }
    return heads;
  }

  private static Optional<Ngrams> ngrams(JsonNode root, JsonNode head) {
    JsonNode ngrams = head.path("ngrams");
    if (ngrams.isMissingNode()) {
      return Optional.empty();
    }
    String file = Fields.text(ngrams, "file");
    if (!root.path("files").has(file)) {
      throw Fields.wrong("'files' lacks the SHA-256 of " + file);
    }
    return Optional.of(new Ngrams(file, Fields.number(ngrams, "weight")));
  }

  private static Optional<EntailmentHead> entailment(JsonNode root) {
    JsonNode head = root.path("entailment");
    if (head.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EntailmentHead(
              Fields.strings(head.path("classes")), Fields.threshold(head), calibration(head)));
    } catch (IllegalArgumentException e) {
      throw new BundleException("bundle.json: " + e.getMessage(), e);
    }
  }

  private static Optional<MatcherHead> matcher(JsonNode root) {
    JsonNode head = root.path("matcher");
    if (head.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new MatcherHead(
            Fields.text(head, "marker"),
            Fields.positive(head, "labelLength"),
            Fields.threshold(head),
            calibration(head)));
  }

  private static Optional<Fusion> fusion(JsonNode root) {
    return linear(root, "fusion")
        .map(
            score -> {
              JsonNode fusion = root.path("fusion");
              return new Fusion(
                  score,
                  fusion.has("encoder")
                      ? Optional.of(Fields.text(fusion, "encoder"))
                      : Optional.empty());
            });
  }

  private static Map<String, LinearScore> types(JsonNode root) {
    Map<String, LinearScore> types = new HashMap<>();
    root.path("types")
        .properties()
        .forEach(type -> types.put(type.getKey(), linear(type.getValue())));
    return types;
  }

  private static Optional<LinearScore> linear(JsonNode root, String field) {
    return root.has(field) ? Optional.of(linear(root.path(field))) : Optional.empty();
  }

  private static LinearScore linear(JsonNode score) {
    return new LinearScore(
        Fields.number(score, "intercept"),
        Fields.numbers(score.path("weights")),
        Fields.threshold(score));
  }

  private static Calibration calibration(JsonNode node) {
    JsonNode calibration = node.path("calibration");
    return calibration.isMissingNode()
        ? Calibration.IDENTITY
        : new Calibration(
            Fields.number(calibration, "slope"), Fields.number(calibration, "intercept"));
  }
}
