package io.github.issuetagger.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The word lists that the App shares with model-export. Both read them from {@code word-lists.tsv},
 * which explains each list.
 */
enum WordList {
  PROCESS_WORD,
  PROCESS_WORD_ALONE,
  PROCESS_GROUP,
  TYPE_GROUP,
  EMPTY_WORD,
  EMPTY_GROUP,
  ABBREVIATION,
  EMPTY_ANSWER,
  HTML_TAG,
  LOG_LEVEL;

  private static final String RESOURCE = "/word-lists.tsv";
  private static final Map<WordList, Map<String, String>> LISTS = read();

  /** Returns the entries of the list. */
  Set<String> words() {
    return meanings().keySet();
  }

  /** Returns what each entry stands for; an empty text unless the list is of abbreviations. */
  Map<String, String> meanings() {
    return LISTS.getOrDefault(this, Map.of());
  }

  private static Map<WordList, Map<String, String>> read() {
    Map<WordList, Map<String, String>> lists = new EnumMap<>(WordList.class);
    try (InputStream in = WordList.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program's jar lacks " + RESOURCE);
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> add(lists, List.of(line.split("\t", -1))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    lists.replaceAll((list, entries) -> Collections.unmodifiableMap(entries));
    return lists;
  }

  private static void add(Map<WordList, Map<String, String>> lists, List<String> cells) {
    WordList list = valueOf(cells.get(0).replace('-', '_').toUpperCase(Locale.ROOT));
    lists
        .computeIfAbsent(list, key -> new LinkedHashMap<>())
        .put(cells.get(1), cells.size() > 2 ? cells.get(2) : "");
  }
}
