package io.github.issuetagger.settings;

import io.github.issuetagger.text.NameSuggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML nodes as values and keeps a problem, with its line, for each that is none. */
final class YamlNodeReader {
  static final int MAX_NAME = 100;
  static final int MAX_ENTRIES = 500;

  private final List<SettingsProblem> problems = new ArrayList<>();

  /** A key and what stands there. */
  record Entry(String name, Node key, Node value) {}

  List<SettingsProblem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(SettingsProblem::line)).toList();
  }

  void problem(Node at, String path, String reason) {
    problems.add(
        new SettingsProblem(at.getStartMark().map(Mark::getLine).orElse(0) + 1, path, reason));
  }

  void problem(SettingsProblem problem) {
    problems.add(problem);
  }

  void unknown(Entry entry, String path, Collection<String> known) {
    problem(
        entry.key(),
        join(path, entry.name()),
        "is not a known key; the nearest one is " + NameSuggestion.to(entry.name(), known));
  }

  /** A label that is good enough to apply but not to suggest makes no sense. */
  void notAbove(Node node, String path, Optional<Double> suggest, double apply) {
    if (suggest.isPresent() && suggest.get() > apply) {
      problem(node, path, "must not be above the threshold, which is " + apply);
    }
  }

  /** To be right more often where less is at stake makes no sense either. */
  void suggestPrecisionNotAbove(Node node, String path, Optional<Double> suggest, double apply) {
    if (suggest.isPresent() && suggest.get() > apply) {
      problem(node, path, "must not be above the precision, which is " + apply);
    }
  }

  /** A mapping's entries; none for an empty value, as when every entry is commented out. */
  List<Entry> entries(Node node, String path, UnaryOperator<String> identity) {
    if (node.getTag().equals(Tag.NULL)) {
      return List.of();
    }
    if (!(node instanceof MappingNode mapping) || !node.getTag().equals(Tag.MAP)) {
      problem(node, path, "must be a mapping of names to values");
      return List.of();
    }
    if (mapping.getValue().size() > MAX_ENTRIES) {
      problem(node, path, "must have at most " + MAX_ENTRIES + " entries");
      return List.of();
    }
    Map<String, Entry> seen = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode scalar)) {
        problem(key, path, "a key must be plain text");
      } else if (fitsName(key, path, scalar.getValue())) {
        Entry entry = new Entry(scalar.getValue(), key, tuple.getValueNode());
        if (seen.putIfAbsent(identity.apply(entry.name()), entry) != null) {
          problem(key, join(path, entry.name()), "stands here a second time");
        }
      }
    }
    return List.copyOf(seen.values());
  }

  Optional<LabelMode> mode(Node node, String path) {
    if (string(node).isPresent()) {
      for (LabelMode mode : LabelMode.values()) {
        if (mode.name().toLowerCase(Locale.ROOT).equals(string(node).get())) {
          return Optional.of(mode);
        }
      }
    }
    return wrong(node, path, "must be off, suggest or apply");
  }

  Optional<Double> fraction(Node node, String path) {
    Optional<Double> value = number(node).filter(number -> number >= 0 && number <= 1);
    return value.isPresent() ? value : wrong(node, path, "must be a number from 0 to 1");
  }

  Optional<Integer> count(Node node, String path, int max) {
    Optional<Integer> value =
        number(node)
            .filter(number -> number >= 1 && number <= max && number == Math.rint(number))
            .map(Double::intValue);
    return value.isPresent() ? value : wrong(node, path, "must be a whole number from 1 to " + max);
  }

  Optional<Boolean> flag(Node node, String path) {
    return node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)
        ? Optional.of(scalar.getValue().equalsIgnoreCase("true"))
        : wrong(node, path, "must be true or false");
  }

  Optional<String> text(Node node, String path, int max) {
    Optional<String> value =
        string(node)
            .filter(text -> !text.isBlank() && text.codePointCount(0, text.length()) <= max);
    return value.isPresent()
        ? value
        : wrong(node, path, "must be text of 1 to " + max + " characters (in quotes if in doubt)");
  }

  Optional<String> matching(Node node, String path, String pattern, String reason) {
    Optional<String> value = string(node).filter(text -> text.matches(pattern));
    return value.isPresent() ? value : wrong(node, path, reason);
  }

  /** A list of names or globs; empty in both senses for an empty value. */
  Optional<List<String>> names(Node node, String path) {
    if (node.getTag().equals(Tag.NULL)) {
      return Optional.empty();
    }
    if (!(node instanceof SequenceNode sequence) || !node.getTag().equals(Tag.SEQ)) {
      return wrong(node, path, "must be a list, for example [\"kind/*\"]");
    }
    if (sequence.getValue().size() > MAX_ENTRIES) {
      return wrong(node, path, "must have at most " + MAX_ENTRIES + " entries");
    }
    List<String> names = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      text(item, path, MAX_NAME).ifPresent(names::add);
    }
    return Optional.of(List.copyOf(names));
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private boolean fitsName(Node key, String path, String name) {
    boolean fits = !name.isBlank() && name.codePointCount(0, name.length()) <= MAX_NAME;
    if (!fits) {
      problem(key, path, "a name must have 1 to " + MAX_NAME + " characters");
    }
    return fits;
  }

  private <T> Optional<T> wrong(Node node, String path, String reason) {
    problem(node, path, reason);
    return Optional.empty();
  }

  private static Optional<String> string(Node node) {
    return node instanceof ScalarNode scalar && node.getTag().equals(Tag.STR)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  private static Optional<Double> number(Node node) {
    if (!(node instanceof ScalarNode scalar)
        || !(node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Double.valueOf(scalar.getValue()));
    } catch (NumberFormatException notDecimal) {
      // YAML also knows .inf, .nan and 0x1F; nobody means those here.
      return Optional.empty();
    }
  }
}
