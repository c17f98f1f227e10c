package io.github.issuetagger.model.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.model.bundle.OutputSpec.Ngrams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses the part of {@code bundle.json} that describes how outputs become scores. */
final class OutputSpecParser {
  private OutputSpecParser() {}

  /**
   * Parses and checks the fields.
   *
   * @throws BundleException if a field is invalid, or a field that the task needs is missing
   */
  static OutputSpec parse(JsonNode root, ModelTask task) {
    OutputSpec outputs =
        new OutputSpec(
            labels(root),
            ngrams(root, root),
            heads(root),
            entailment(root),
            matcher(root),
            linear(root, "similarity"),
            fusion(root),
            types(root));
    if (task == ModelTask.NLI && outputs.entailment().isEmpty()) {
      throw JsonFields.wrong("an nli bundle needs 'entailment' with its classes");
    }
    if (task == ModelTask.MULTI_LABEL && outputs.labels().isEmpty()) {
      throw JsonFields.wrong("a multi-label bundle needs 'labels'");
    }
    if (task == ModelTask.MATCHER && outputs.matcher().isEmpty()) {
      throw JsonFields.wrong("a matcher bundle needs 'matcher' with its marker and labelLength");
    }
    return outputs;
  }

  private static List<LabelHead> labels(JsonNode node) {
    List<LabelHead> labels = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode label : node.path("labels")) {
      String name = JsonFields.text(label, "name");
      // GitHub treats names that differ only in case as the same label.
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw JsonFields.wrong("'labels' names '" + name + "' twice");
      }
      labels.add(new LabelHead(name, JsonFields.threshold(label), calibration(label)));
    }
    return labels;
  }

  private static List<EncoderHead> heads(JsonNode root) {
    List<EncoderHead> heads = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode head : root.path("heads")) {
      String name = JsonFields.text(head, "name");
      if (!names.add(name)) {
        throw JsonFields.wrong("'heads' names '" + name + "' twice");
      }
      List<LabelHead> labels = labels(head);
      if (labels.isEmpty()) {
        throw JsonFields.wrong("head '" + name + "' needs 'labels'");
      }
      heads.add(new EncoderHead(name, JsonFields.text(head, "output"), labels, ngrams(root, head)));
    }
    return heads;
  }

  private static Optional<Ngrams> ngrams(JsonNode root, JsonNode head) {
    JsonNode ngrams = head.path("ngrams");
    if (ngrams.isMissingNode()) {
      return Optional.empty();
    }
    String file = JsonFields.text(ngrams, "file");
    if (!root.path("files").has(file)) {
      throw JsonFields.wrong("'files' lacks the SHA-256 of " + file);
    }
    return Optional.of(new Ngrams(file, JsonFields.number(ngrams, "weight")));
  }

  private static Optional<EntailmentHead> entailment(JsonNode root) {
    JsonNode head = root.path("entailment");
    if (head.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EntailmentHead(
              JsonFields.strings(head.path("classes")),
              JsonFields.threshold(head),
              calibration(head)));
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
            JsonFields.text(head, "marker"),
            JsonFields.positive(head, "labelLength"),
            JsonFields.threshold(head),
            calibration(head)));
  }

  private static Optional<FusionHead> fusion(JsonNode root) {
    return linear(root, "fusion")
        .map(
            score -> {
              JsonNode fusion = root.path("fusion");
              return new FusionHead(
                  score,
                  fusion.has("encoder")
                      ? Optional.of(JsonFields.text(fusion, "encoder"))
                      : Optional.empty());
            });
  }

  private static Map<String, LogisticWeights> types(JsonNode root) {
    Map<String, LogisticWeights> types = new HashMap<>();
    root.path("types")
        .properties()
        .forEach(type -> types.put(type.getKey(), linear(type.getValue())));
    return types;
  }

  private static Optional<LogisticWeights> linear(JsonNode root, String field) {
    return root.has(field) ? Optional.of(linear(root.path(field))) : Optional.empty();
  }

  private static LogisticWeights linear(JsonNode score) {
    return new LogisticWeights(
        JsonFields.number(score, "intercept"),
        JsonFields.numbers(score.path("weights")),
        JsonFields.threshold(score));
  }

  private static Calibration calibration(JsonNode node) {
    JsonNode calibration = node.path("calibration");
    return calibration.isMissingNode()
        ? Calibration.IDENTITY
        : new Calibration(
            JsonFields.number(calibration, "slope"), JsonFields.number(calibration, "intercept"));
  }
}
