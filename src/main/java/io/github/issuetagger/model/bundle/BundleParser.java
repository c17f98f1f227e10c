package io.github.issuetagger.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.model.bundle.Bundle.BaseModel;
import io.github.issuetagger.model.bundle.Bundle.Pooling;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Parses {@code bundle.json}. Ignores unknown fields. */
final class BundleParser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** A bundle's files are in the folder of its bundle.json, so a name must not contain a path. */
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  /** The name is restricted, because it becomes the name of a folder in the cache. */
  private static final Pattern BUNDLE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

  /** Larger batches were hardly faster in measurements, and need more memory. */
  private static final int DEFAULT_ROWS = 8;

  private BundleParser() {}

  /**
   * Parses and checks the file.
   *
   * @throws BundleException if this version cannot use the bundle; the message names the invalid
   *     field
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
    int format = JsonFields.positive(root, "format");
    if (format > Bundle.FORMAT) {
      throw new BundleException(
          "bundle.json has format " + format + "; this program reads up to " + Bundle.FORMAT);
    }
    ModelTask task =
        ModelTask.of(JsonFields.text(root, "task"))
            .orElseThrow(
                () ->
                    JsonFields.wrong(
                        "task '"
                            + root.path("task").asText()
                            + "' is none of encoder, multi-label, nli, matcher"));
    return new Bundle(
        format,
        JsonFields.matching(root, "name", BUNDLE_NAME),
        JsonFields.text(root, "version"),
        task,
        JsonFields.positive(root, "maxLength"),
        pooling(root),
        root.has("maxRows") ? JsonFields.positive(root, "maxRows") : DEFAULT_ROWS,
        root.path("normalize").asBoolean(true),
        OutputSpecParser.parse(root, task),
        new BaseModel(
            JsonFields.text(root.path("base"), "model"),
            JsonFields.text(root.path("base"), "license")),
        JsonFields.strings(root.path("trainingData")),
        JsonFields.instant(root, "trained_until"),
        TrainedRepository.parse(root.path("trained_repositories")),
        JsonFields.numbers(root.path("metrics")),
        files(root.path("files")));
  }

  private static Pooling pooling(JsonNode root) {
    String id = root.path("pooling").asText(Pooling.CLS.id());
    return Pooling.of(id)
        .orElseThrow(() -> JsonFields.wrong("pooling '" + id + "' is neither cls nor mean"));
  }

  private static Map<String, String> files(JsonNode node) {
    Map<String, String> files = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> file : node.properties()) {
      if (!FILE_NAME.matcher(file.getKey()).matches()) {
        throw JsonFields.wrong("'" + file.getKey() + "' is not a plain file name");
      }
      if (!SHA_256.matcher(file.getValue().asText()).matches()) {
        throw JsonFields.wrong(
            "the SHA-256 of " + file.getKey() + " must be 64 lower-case hex digits");
      }
      files.put(file.getKey(), file.getValue().asText());
    }
    for (String needed : List.of(Bundle.MODEL_FILE, Bundle.TOKENIZER_FILE)) {
      if (!files.containsKey(needed)) {
        throw JsonFields.wrong("'files' lacks the SHA-256 of " + needed);
      }
    }
    return files;
  }
}
