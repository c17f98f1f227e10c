package io.github.issuetagger.settings;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.issuetagger.settings.SafeYaml.UnreadableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML file as a JSON tree that remembers the place of each key and value. Collects the file's
 * problems. Not thread-safe.
 */
final class SettingsDocument {
  static final JsonPointer ROOT = JsonPointer.empty();

  private static final int MAX_NAME = 100;

  /** Settings nest at most three levels below the root, so deeper collections are not converted. */
  private static final int MAX_DEPTH = 4;

  /** Limits the values, because YAML aliases can repeat large collections. */
  private static final int MAX_VALUES = SafeYaml.MAX_CHARACTERS;

  /** Stands for what JSON cannot express, such as {@code .nan} and custom tags. */
  private static final JsonNode OTHER = new POJONode(null);

  private final Map<JsonPointer, Place> keys = new HashMap<>();
  private final Map<JsonPointer, Place> values = new HashMap<>();
  private final List<JsonPointer> rejected = new ArrayList<>();
  private final Set<PlacedProblem> problems = new LinkedHashSet<>();
  private JsonNode root = NullNode.getInstance();

  /** Where something starts in the file, counted from 0. */
  private record Place(int line, int column) {
    static Place of(Node node) {
      Optional<Mark> mark = node.getStartMark();
      return new Place(mark.map(Mark::getLine).orElse(0), mark.map(Mark::getColumn).orElse(0));
    }
  }

  /**
   * A problem.
   *
   * @param within the mapping whose keys are wrong; the root for every other problem
   */
  private record PlacedProblem(Place place, JsonPointer within, SettingsProblem problem) {}

  private SettingsDocument() {}

  /** Reads a file. Returns an empty document if the text is not YAML that is safe to read. */
  static SettingsDocument read(String yaml) {
    SettingsDocument document = new SettingsDocument();
    try {
      Optional<Node> node = SafeYaml.read(yaml);
      if (node.isPresent()) {
        document.root = document.convert(node.get(), ROOT, 0);
      }
    } catch (UnreadableException e) {
      document.problems.clear();
      document.problems.add(new PlacedProblem(new Place(0, 0), ROOT, e.problem()));
    }
    return document;
  }

  JsonNode root() {
    return root;
  }

  /** Returns all problems in the file's order. */
  List<SettingsProblem> problems() {
    return problems.stream()
        .sorted(
            Comparator.comparing(
                PlacedProblem::place,
                Comparator.comparingInt(Place::line).thenComparingInt(Place::column)))
        .map(PlacedProblem::problem)
        .toList();
  }

  /** Reports a problem of the value at this place. */
  void report(JsonPointer at, String reason) {
    report(values.getOrDefault(at, new Place(0, 0)), ROOT, at, reason);
  }

  /** Reports a problem of the key of the value at this place. */
  void reportKey(JsonPointer at, String reason) {
    report(keys.getOrDefault(at, new Place(0, 0)), ROOT, at, reason);
  }

  private void report(Place place, JsonPointer within, JsonPointer at, String reason) {
    problems.add(
        new PlacedProblem(place, within, new SettingsProblem(place.line() + 1, path(at), reason)));
  }

  /** Marks a value to be left out by {@link #prune}. */
  void reject(JsonPointer at) {
    rejected.add(at);
  }

  /**
   * Leaves out all rejected values, and the problems of keys inside them. In a list, null takes the
   * place of a rejected item.
   */
  void prune() {
    for (JsonPointer at : rejected) {
      if (at.matches()) {
        root = NullNode.getInstance();
      } else if (root.at(at.head()) instanceof ObjectNode parent) {
        parent.remove(at.last().getMatchingProperty());
      } else if (root.at(at.head()) instanceof ArrayNode parent) {
        parent.set(at.last().getMatchingIndex(), NullNode.getInstance());
      }
    }
    problems.removeIf(
        problem -> !problem.within().matches() && !root.at(problem.within()).isObject());
    rejected.clear();
  }

  /** Leaves out all other top-level keys without reporting them. */
  void retainKeys(List<String> known) {
    if (root instanceof ObjectNode object) {
      object.retain(known);
    }
  }

  /** Joins the keys on the way to a value by dots, without the indexes of list items. */
  private String path(JsonPointer at) {
    StringJoiner path = new StringJoiner(".");
    JsonNode node = root;
    for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
      if (node.isArray()) {
        node = node.path(rest.getMatchingIndex());
      } else {
        path.add(rest.getMatchingProperty());
        node = node.path(rest.getMatchingProperty());
      }
    }
    return path.toString();
  }

  private JsonNode convert(Node node, JsonPointer at, int depth) throws UnreadableException {
    Place place = Place.of(node);
    values.put(at, place);
    if (values.size() > MAX_VALUES) {
      throw new UnreadableException(
          place.line() + 1, "YAML aliases expand to more than " + MAX_VALUES + " values");
    }
    if (node instanceof ScalarNode scalar) {
      return convert(scalar);
    }
    if (node instanceof MappingNode mapping && hasTag(node, Tag.MAP) && depth < MAX_DEPTH) {
      return convert(mapping, at, depth);
    }
    if (node instanceof SequenceNode list && hasTag(node, Tag.SEQ) && depth < MAX_DEPTH) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Node item : list.getValue()) {
        array.add(convert(item, at.appendIndex(array.size()), depth + 1));
      }
      return array;
    }
    return OTHER;
  }

  private ObjectNode convert(MappingNode mapping, JsonPointer at, int depth)
      throws UnreadableException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      Place place = Place.of(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        report(place, at, at, "a key must be plain text");
        continue;
      }
      String name = key.getValue();
      if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME) {
        report(place, at, at, "a name must have 1 to " + MAX_NAME + " characters");
        continue;
      }
      JsonPointer child = at.appendProperty(name);
      if (object.has(name)) {
        report(place, at, child, "stands here a second time");
      } else {
        keys.put(child, place);
        object.set(name, convert(tuple.getValueNode(), child, depth + 1));
      }
    }
    return object;
  }

  private static JsonNode convert(ScalarNode node) {
    String text = node.getValue();
    if (hasTag(node, Tag.NULL)) {
      return NullNode.getInstance();
    }
    if (hasTag(node, Tag.STR)) {
      return TextNode.valueOf(text);
    }
    if (hasTag(node, Tag.BOOL)) {
      return BooleanNode.valueOf(text.equalsIgnoreCase("true"));
    }
    return hasTag(node, Tag.INT) || hasTag(node, Tag.FLOAT) ? number(text) : OTHER;
  }

  private static JsonNode number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? DoubleNode.valueOf(value) : OTHER;
    } catch (NumberFormatException notDecimal) {
      // YAML also has .inf, .nan and 0x1F, which make no sense in settings.
      return OTHER;
    }
  }

  private static boolean hasTag(Node node, Tag tag) {
    return node.getTag().equals(tag);
  }
}
