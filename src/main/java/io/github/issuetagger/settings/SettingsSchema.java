package io.github.issuetagger.settings;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import io.github.issuetagger.text.NameSuggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a document against a JSON schema. The schema's {@code errorMessage} says what a value must
 * be; editors show the same text. Safe for use by many threads.
 */
final class SettingsSchema {
  private static final String MESSAGE = "errorMessage";

  private final JsonNode definition;
  private final JsonSchema schema;

  private SettingsSchema(JsonNode definition) {
    JsonMetaSchema language =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword(MESSAGE))
            .build();
    this.definition = definition;
    this.schema =
        JsonSchemaFactory.builder()
            .metaSchema(language)
            .defaultMetaSchemaIri(language.getIri())
            .build()
            .getSchema(
                definition,
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
  }

  /** Loads a schema from the class path. */
  static SettingsSchema load(String resource) {
    try (InputStream in = SettingsSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new SettingsSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  /** Reports everything that the schema refuses, and takes it out of the document. */
  void check(SettingsDocument document) {
    Set<ValidationMessage> failures = schema.validate(document.root());
    List<JsonNodePath> tooLarge =
        failures.stream()
            .filter(SettingsSchema::isTooLarge)
            .map(ValidationMessage::getInstanceLocation)
            .toList();
    for (ValidationMessage failure : failures) {
      if (isTooLarge(failure)
          || tooLarge.stream().noneMatch(failure.getInstanceLocation()::startsWith)) {
        report(failure, document);
      }
    }
    document.prune();
  }

  private void report(ValidationMessage failure, SettingsDocument document) {
    JsonPointer at = pointer(failure.getInstanceLocation());
    JsonNode rule = definition.at(pointer(failure.getSchemaLocation().getFragment()).head());
    if (failure.getType().equals("additionalProperties")) {
      String name = failure.getProperty();
      JsonPointer key = at.appendProperty(name);
      List<String> known =
          rule.path("properties").properties().stream().map(Map.Entry::getKey).toList();
      document.reportKey(
          key, "is not a known key; the nearest one is " + NameSuggestion.to(name, known));
      document.reject(key);
    } else {
      document.report(
          at,
          isTooLarge(failure)
              ? "must have at most " + failure.getSchemaNode().asInt() + " entries"
              : rule.path(MESSAGE).asText());
      document.reject(at);
    }
  }

  private static boolean isTooLarge(ValidationMessage failure) {
    return failure.getType().equals("maxItems") || failure.getType().equals("maxProperties");
  }

  private static JsonPointer pointer(JsonNodePath path) {
    return JsonPointer.compile(path.toString());
  }
}
