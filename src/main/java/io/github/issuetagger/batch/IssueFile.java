package io.github.issuetagger.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.issue.IssueText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Issues, one JSON object a line, read one at a time; plain, {@code .gz} or {@code .xz}. */
public final class IssueFile implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String name;
  private final BufferedReader reader;
  private long lines;

  private IssueFile(String name, BufferedReader reader) {
    this.name = name;
    this.reader = reader;
  }

  /**
   * Opens a file.
   *
   * @throws InputException when it cannot be read
   */
  public static IssueFile open(Path file) {
    if (!Files.isRegularFile(file) && !Files.isReadable(file)) {
      throw new InputException("no such file: " + file);
    }
    try {
      return read(file.toString(), Files.newInputStream(file));
    } catch (IOException e) {
      throw new InputException("cannot read " + file, e);
    }
  }

  /** Reads from a stream, which is closed with this. */
  public static IssueFile read(String name, InputStream stream) {
    try {
      return new IssueFile(name, TextInput.reader(stream));
    } catch (IOException e) {
      throw new InputException("cannot unpack " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * The next line that is not blank; empty at the end.
   *
   * @throws UncheckedIOException when reading fails on the way, for example in a damaged archive
   */
  public Optional<BatchLine> next() {
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines++;
        if (!line.isBlank()) {
          return Optional.of(parse(line));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read on in %s after line %d".formatted(name, lines), e);
    }
  }

  private BatchLine parse(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return BatchLine.bad(lines, "not JSON");
    }
    if (!node.isObject()) {
      return BatchLine.bad(lines, "not a JSON object");
    }
    if (!node.path("title").isTextual()) {
      return BatchLine.bad(lines, "no title");
    }
    JsonNode body = node.path("body");
    if (!body.isTextual() && !body.isNull() && !body.isMissingNode()) {
      return BatchLine.bad(lines, "body is not a text");
    }
    JsonNode number = node.path("number");
    if (!number.canConvertToLong() && !number.isNull() && !number.isMissingNode()) {
      return BatchLine.bad(lines, "number is not a whole number");
    }
    return BatchLine.of(
        lines,
        new BatchIssue(
            node.path("repo").isTextual() ? node.path("repo").asText() : "",
            number.isNumber() ? Optional.of(number.asLong()) : Optional.empty(),
            new IssueText(node.path("title").asText(), body.isTextual() ? body.asText() : "")));
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new InputException("cannot close " + name, e);
    }
  }
}
