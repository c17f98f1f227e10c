package io.github.issuetagger.commands;

import io.github.issuetagger.commands.Command.Argument;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.text.NameSuggestion;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the labels that a command names. Ignores case and Unicode composition. Adjacent words that
 * form a label's name are that label, and the longest name wins: {@code /label good first issue}.
 */
final class LabelNameResolver {
  /** The most words to try as one name. */
  private static final int MOST_WORDS = 10;

  private final Map<String, String> names = new TreeMap<>();

  LabelNameResolver(LabelCatalog catalog) {
    for (Label label : catalog.labels()) {
      names.putIfAbsent(key(label.name()), label.name());
    }
  }

  /**
   * The labels of a command.
   *
   * @param labels the labels in the repository's spelling, each once
   * @param unknown the names that match no label
   */
  record Found(List<String> labels, List<Unknown> unknown) {}

  /**
   * A name that matches no label.
   *
   * @param written the name as it was written
   * @param nearest the label that may be meant; empty if the repository has no labels
   */
  record Unknown(String written, Optional<String> nearest) {}

  /** Finds the labels that the command names. */
  Found find(Command command) {
    return command.family().isEmpty()
        ? find(command.arguments())
        : findInFamily(command.family(), command.arguments());
  }

  /** Finds the labels FAMILY/NAME. Reports no unknown names if none of them exists. */
  private Found findInFamily(String family, List<Argument> arguments) {
    List<Argument> full = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      full.add(new Argument(family + "/" + arguments.get(i).text(), i));
    }
    Found found = find(full);
    return found.labels().isEmpty() ? new Found(List.of(), List.of()) : found;
  }

  private Found find(List<Argument> arguments) {
    Set<String> labels = new LinkedHashSet<>();
    List<Unknown> unknown = new ArrayList<>();
    List<Argument> unread = new ArrayList<>();
    int at = 0;
    while (at < arguments.size()) {
      int words = longest(arguments, at);
      if (words > 0) {
        unknown.addAll(unknown(unread));
        unread.clear();
        labels.add(names.get(key(join(arguments.subList(at, at + words)))));
      } else {
        unread.add(arguments.get(at));
      }
      at += Math.max(1, words);
    }
    unknown.addAll(unknown(unread));
    return new Found(List.copyOf(labels), List.copyOf(unknown));
  }

  /** Returns how many words from this one on form a label; 0 if none do. */
  private int longest(List<Argument> arguments, int from) {
    int end = from;
    while (end < arguments.size()
        && end - from < MOST_WORDS
        && arguments.get(end).group() == arguments.get(from).group()) {
      end++;
    }
    while (end > from && !names.containsKey(key(join(arguments.subList(from, end))))) {
      end--;
    }
    return end - from;
  }

  /** Joins adjacent words that match no label into one name. */
  private List<Unknown> unknown(List<Argument> unread) {
    List<Unknown> result = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= unread.size(); i++) {
      if (i == unread.size() || unread.get(i).group() != unread.get(start).group()) {
        result.add(unknown(join(unread.subList(start, i))));
        start = i;
      }
    }
    return result;
  }

  private Unknown unknown(String written) {
    return new Unknown(
        written,
        names.isEmpty()
            ? Optional.empty()
            : Optional.ofNullable(names.get(NameSuggestion.to(key(written), names.keySet()))));
  }

  private static String join(List<Argument> words) {
    return String.join(" ", words.stream().map(Argument::text).toList());
  }

  private static String key(String name) {
    return LabelCatalog.key(Normalizer.normalize(name, Normalizer.Form.NFC));
  }
}
