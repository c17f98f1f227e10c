package io.github.issuetagger.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabeledIssue;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** Reads issues one at a time, one JSON object per line, from plain text, gzip or xz. */
public final class IssueFile implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int BUFFER = 1 << 16;
  private static final int MAGIC = 6;

  /** Limits the memory for xz. A file may ask for gigabytes; the best preset needs 65 MiB. */
  private static final int XZ_MEMORY_KIB = 256 * 1024;

  /** The length of a date without a time. */
  private static final int DAY = 10;

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
   * @throws InputException if it cannot be read
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

  /** Reads from a stream, which {@link #close} closes. */
  public static IssueFile read(String name, InputStream stream) {
    try {
      return new IssueFile(name, reader(stream));
    } catch (IOException e) {
      throw new InputException("cannot decompress " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the next line that is not blank, or empty at the end.
   *
   * @throws UncheckedIOException if reading fails later, for example in a damaged archive
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
      throw new UncheckedIOException("cannot read %s after line %d".formatted(name, lines), e);
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
      return BatchLine.bad(lines, "body is not text");
    }
    JsonNode number = node.path("number");
    if (!number.canConvertToLong() && !number.isNull() && !number.isMissingNode()) {
      return BatchLine.bad(lines, "number is not a whole number");
    }
    return BatchLine.of(
        lines,
        new LabeledIssue(
            node.path("repo").isTextual() ? node.path("repo").asText() : "",
            number.isNumber() ? Optional.of(number.asLong()) : Optional.empty(),
            new IssueText(node.path("title").asText(), body.isTextual() ? body.asText() : ""),
            labels(node.path("labels")),
            List.of(),
            instant(node.path("created_at"))));
  }

  /** Reads label names. A label is a string, or an object with a name as in GitHub's API. */
  private static List<String> labels(JsonNode node) {
    List<String> names = new ArrayList<>();
    for (JsonNode label : node) {
      JsonNode name = label.isObject() ? label.path("name") : label;
      if (name.isTextual() && !name.asText().isBlank()) {
        names.add(name.asText());
      }
    }
    return names;
  }

  /** Reads a time as GitHub writes it. A time without a zone is in UTC, and a date is midnight. */
  private static Optional<Instant> instant(JsonNode node) {
    String text = node.asText("").replace(' ', 'T');
    try {
      if (!node.isTextual()) {
        return Optional.empty();
      }
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.length() == DAY ? text + "T00:00:00" : text,
              OffsetDateTime::from,
              LocalDateTime::from);
      return Optional.of(
          time instanceof OffsetDateTime offset
              ? offset.toInstant()
              : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads UTF-8 text. Bytes that are not UTF-8 become U+FFFD. */
  private static BufferedReader reader(InputStream stream) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            decompress(new BufferedInputStream(stream, BUFFER)), StandardCharsets.UTF_8),
        BUFFER);
  }

  /** Decompresses gzip and xz, which are recognized by their first bytes. */
  private static InputStream decompress(BufferedInputStream in) throws IOException {
    in.mark(MAGIC);
    byte[] magic = in.readNBytes(MAGIC);
    in.reset();
    if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
      return new GZIPInputStream(in, BUFFER);
    }
    if (magic.length == MAGIC && (magic[0] & 0xff) == 0xfd && magic[1] == '7' && magic[2] == 'z') {
      return new XZInputStream(in, XZ_MEMORY_KIB);
    }
    return in;
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
