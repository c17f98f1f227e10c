package io.github.issuetagger.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.model.Bundle.BaseModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code bundle.json}, naming the field that is wrong. Unknown fields are left alone. */
final class BundleParser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** A bundle's files lie beside its bundle.json: a name that leads elsewhere is refused. */
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  /** What the name may hold, since it becomes a folder's name in the cache. */
  private static final Pattern BUNDLE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

  /** Larger batches were hardly faster, and memory grows with them. */
  private static final int DEFAULT_ROWS = 8;

  private BundleParser() {}

  /**
   * Parses and checks.
   *
   * @throws BundleException when the text is not a bundle that this program can use
   */
  static Bundle parse(byte[] json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new BundleException("bundle.json is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new BundleException("bundle.json cannot be read", e);
    }
    int format = positive(root, "format");
    if (format > Bundle.FORMAT) {
      throw new BundleException(
          "bundle.json has format " + format + "; this program reads up to " + Bundle.FORMAT);
    }
    Task task =
        Task.of(text(root, "task"))
            .orElseThrow(
                () ->
                    new BundleException(
                        "bundle.json: task '"
                            + root.path("task").asText()
                            + "' is none of encoder, multi-label, nli"));
    Bundle bundle =
        new Bundle(
            format,
            matching(root, "name", BUNDLE_NAME),
            text(root, "version"),
            task,
            positive(root, "maxLength"),
            pooling(root),
            root.has("maxRows") ? positive(root, "maxRows") : DEFAULT_ROWS,
            root.path("normalize").asBoolean(true),
            labels(root),
            entailment(root),
            similarity(root),
            new BaseModel(text(root.path("base"), "model"), text(root.path("base"), "license")),
            strings(root.path("trainingData")),
            numbers(root.path("metrics")),
            files(root.path("files")));
    if (task == Task.NLI && bundle.entailment().isEmpty()) {
      throw new BundleException("bundle.json: an nli bundle needs 'entailment' with its classes");
    }
    if (task == Task.MULTI_LABEL && bundle.labels().isEmpty()) {
      throw new BundleException("bundle.json: a multi-label bundle needs 'labels'");
    }
    return bundle;
  }

  private static Pooling pooling(JsonNode root) {
    String id = root.path("pooling").asText(Pooling.CLS.id());
    return Pooling.of(id)
        .orElseThrow(
            () -> new BundleException("bundle.json: pooling '" + id + "' is neither cls nor mean"));
  }

  private static List<LabelHead> labels(JsonNode root) {
    List<LabelHead> heads = new ArrayList<>();
    for (JsonNode label : root.path("labels")) {
      heads.add(new LabelHead(text(label, "name"), threshold(label), calibration(label)));
    }
    return heads;
  }

  private static Optional<EntailmentHead> entailment(JsonNode root) {
    JsonNode head = root.path("entailment");
    if (head.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EntailmentHead(strings(head.path("classes")), threshold(head), calibration(head)));
    } catch (IllegalArgumentException e) {
      throw new BundleException("bundle.json: " + e.getMessage(), e);
    }
  }

  private static Optional<LinearScore> similarity(JsonNode root) {
    JsonNode score = root.path("similarity");
    if (score.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new LinearScore(
            number(score, "intercept"), numbers(score.path("weights")), threshold(score)));
  }

  private static Calibration calibration(JsonNode node) {
    JsonNode calibration = node.path("calibration");
    return calibration.isMissingNode()
        ? Calibration.IDENTITY
        : new Calibration(number(calibration, "slope"), number(calibration, "intercept"));
  }

  private static double threshold(JsonNode node) {
    double threshold = number(node, "threshold");
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new BundleException("bundle.json: threshold " + threshold + " is not in 0–1");
    }
    return threshold;
  }

  private static Map<String, String> files(JsonNode node) {
    Map<String, String> files = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> file : node.properties()) {
      if (!FILE_NAME.matcher(file.getKey()).matches()) {
        throw new BundleException("bundle.json: '" + file.getKey() + "' is not a plain file name");
      }
      if (!SHA_256.matcher(file.getValue().asText()).matches()) {
        throw new BundleException(
            "bundle.json: the SHA-256 of " + file.getKey() + " must be 64 lower-case hex digits");
      }
      files.put(file.getKey(), file.getValue().asText());
    }
    for (String needed : List.of(Bundle.MODEL_FILE, Bundle.TOKENIZER_FILE)) {
      if (!files.containsKey(needed)) {
        throw new BundleException("bundle.json: 'files' lacks the SHA-256 of " + needed);
      }
    }
    return files;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new BundleException("bundle.json: '" + field + "' must be a text");
    }
    return value.asText();
  }

  private static String matching(JsonNode node, String field, Pattern pattern) {
    String value = text(node, field);
    if (!pattern.matcher(value).matches()) {
      throw new BundleException("bundle.json: '" + field + "' must match " + pattern.pattern());
    }
    return value;
  }

  private static int positive(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() <= 0) {
      throw new BundleException("bundle.json: '" + field + "' must be a positive whole number");
    }
    return value.asInt();
  }

  private static double number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isNumber()) {
      throw new BundleException("bundle.json: '" + field + "' must be a number");
    }
    return value.asDouble();
  }

  private static List<String> strings(JsonNode node) {
    List<String> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asText()));
    return values;
  }

  private static Map<String, Double> numbers(JsonNode node) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      values.put(entry.getKey(), number(node, entry.getKey()));
    }
    return values;
  }
}
