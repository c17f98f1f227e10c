package io.github.issuetagger.model.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads fields of {@code bundle.json}. Every method throws a {@link BundleException} that names the
 * field if its value is invalid.
 */
final class JsonFields {
  private JsonFields() {}

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw wrong("'" + field + "' must be a text");
    }
    return value.asText();
  }

  static String matching(JsonNode node, String field, Pattern pattern) {
    String value = text(node, field);
    if (!pattern.matcher(value).matches()) {
      throw wrong("'" + field + "' must match " + pattern.pattern());
    }
    return value;
  }

  static int positive(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() <= 0) {
      throw wrong("'" + field + "' must be a positive whole number");
    }
    return value.asInt();
  }

  /** Returns a finite number. JSON can contain 1e999, which is not finite as a double. */
  static double number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw wrong("'" + field + "' must be a number");
    }
    return value.asDouble();
  }

  /** Returns the field {@code threshold}, a probability. */
  static double threshold(JsonNode node) {
    double threshold = number(node, "threshold");
    if (!(threshold >= 0 && threshold <= 1)) {
      throw wrong("threshold " + threshold + " is not in 0–1");
    }
    return threshold;
  }

  /** Returns an instant such as {@code 2024-05-01T12:00:00Z}, or empty if the field is missing. */
  static Optional<Instant> instant(JsonNode node, String field) {
    if (!node.has(field)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text(node, field)));
    } catch (DateTimeParseException e) {
      throw wrong("'" + field + "' must be an instant such as 2024-05-01T12:00:00Z");
    }
  }

  static List<String> strings(JsonNode node) {
    List<String> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asText()));
    return values;
  }

  static Map<String, Double> numbers(JsonNode node) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      values.put(entry.getKey(), number(node, entry.getKey()));
    }
    return values;
  }

  static BundleException wrong(String problem) {
    return new BundleException("bundle.json: " + problem);
  }
}
