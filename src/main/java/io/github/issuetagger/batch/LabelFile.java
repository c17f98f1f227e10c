package io.github.issuetagger.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a repository's labels from a JSON array of {@code name, description} as in GitHub's API.
 */
public final class LabelFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LabelFile() {}

  /**
   * Reads a catalog. Labels may also have a {@code hypothesis}.
   *
   * @throws InputException if the file is missing, is not such an array, or names a label twice
   */
  public static LabelCatalog read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException("no such file: " + file);
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new InputException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InputException("cannot read " + file, e);
    }
    if (!root.isArray() || root.isEmpty()) {
      throw new InputException(
          file + " must be an array of labels, each with name and description");
    }
    List<Label> labels = new ArrayList<>();
    for (JsonNode node : root) {
      labels.add(label(file, labels.size(), node));
    }
    LabelCatalog catalog = new LabelCatalog(labels);
    if (catalog.size() < labels.size()) {
      throw new InputException(
          file + " names a label twice; names that differ only in case are the same label");
    }
    return catalog;
  }

  private static Label label(Path file, int index, JsonNode node) {
    String name = node.path("name").asText("");
    if (!node.path("name").isTextual() || name.isBlank()) {
      throw new InputException("%s: label %d has no name".formatted(file, index + 1));
    }
    JsonNode hypothesis = node.path("hypothesis");
    return new Label(
        name,
        // Check the type, because null.asText() returns the text "null".
        node.path("description").isTextual() ? node.path("description").asText() : "",
        hypothesis.isTextual() ? Optional.of(hypothesis.asText()) : Optional.empty());
  }
}
