package io.github.issuetagger.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.model.bundle.Bundle.BaseModel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
