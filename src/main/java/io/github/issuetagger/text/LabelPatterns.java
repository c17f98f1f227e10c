package io.github.issuetagger.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of word patterns and label kinds. Comments in the resource explain the format. The
 * training reads the same table, so both classify labels the same way.
 */
final class LabelPatterns {
  private static final String COMMENT = "#";
  private static final String ANY = "*";
  private static final Map<String, LabelKind> TYPES =
      Map.of(
          "bug", LabelKind.BUG,
          "feature", LabelKind.FEATURE,
          "question", LabelKind.QUESTION,
          "documentation", LabelKind.DOCS,
          "none", LabelKind.TOPIC);

  private final List<Row> rows;
  private final Set<String> words;

  /**
   * A pattern.
   *
   * @param openStart whether words may stand before it
   * @param openEnd whether words may follow it
   */
  private record Row(List<String> words, boolean openStart, boolean openEnd, LabelKind kind) {
    boolean matches(List<String> label) {
      int spare = label.size() - words.size();
      if (openStart && openEnd) {
        return Collections.indexOfSubList(label, words) >= 0;
      }
      return spare >= 0
          && (spare == 0 || openStart || openEnd)
          && label
              .subList(openStart ? spare : 0, openStart ? label.size() : words.size())
              .equals(words);
    }
  }

  private LabelPatterns(List<Row> rows) {
    this.rows = List.copyOf(rows);
    this.words =
        rows.stream()
            .filter(row -> row.kind() != LabelKind.TOPIC)
            .flatMap(row -> row.words().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Reads a table from the class path. */
  static LabelPatterns read(String resource) {
    InputStream in = LabelPatterns.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("the jar does not contain " + resource);
    }
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith(COMMENT)) {
          rows.add(row(resource, line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
    return new LabelPatterns(rows);
  }

  private static Row row(String resource, String line) {
    int tab = line.indexOf('\t');
    LabelKind kind = tab < 0 ? null : TYPES.get(line.substring(tab + 1));
    if (kind == null) {
      throw new IllegalStateException(resource + ": not a pattern, a tab and a type: " + line);
    }
    List<String> words = Arrays.asList(line.substring(0, tab).toLowerCase(Locale.ROOT).split(" "));
    boolean openStart = words.get(0).equals(ANY);
    boolean openEnd = words.get(words.size() - 1).equals(ANY);
    return new Row(
        List.copyOf(words.subList(openStart ? 1 : 0, words.size() - (openEnd ? 1 : 0))),
        openStart,
        openEnd,
        kind);
  }

  /** Returns the kind of the first matching pattern, which is {@code TOPIC} if it means no kind. */
  Optional<LabelKind> kind(List<String> label) {
    return rows.stream().filter(row -> row.matches(label)).map(Row::kind).findFirst();
  }

  /** Returns whether a pattern that means a kind contains the word. */
  boolean knows(String word) {
    return words.contains(word);
  }
}
