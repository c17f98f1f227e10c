package io.github.issuetagger.settings;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 from untrusted people. Creates no objects from it, and limits size, depth and
 * aliases before it builds the tree.
 */
final class SafeYaml {
  /** Far more than any real settings file needs. The largest default label set takes a tenth. */
  static final int MAX_CHARACTERS = 64 * 1024;

  /**
   * Settings nest at most four levels. Limit the depth, because SnakeYAML composes recursively and
   * could overflow the stack.
   */
  static final int MAX_DEPTH = 20;

  static final int MAX_ALIASES = 50;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setLabel("settings")
          .setSchema(new CoreSchema())
          .setAllowNonScalarKeys(true)
          .setCodePointLimit(MAX_CHARACTERS)
          .build();

  private SafeYaml() {}

  /** Thrown when a text is not YAML, or exceeds a limit. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient SettingsProblem problem;

    UnreadableException(int line, String reason) {
      super(reason);
      this.problem = new SettingsProblem(line, "", reason);
    }

    SettingsProblem problem() {
      return problem;
    }
  }

  /** Returns the document's root, or empty if the text has only comments. */
  static Optional<Node> read(String yaml) throws UnreadableException {
    if (yaml.length() > MAX_CHARACTERS) {
      throw new UnreadableException(1, "the file is longer than " + MAX_CHARACTERS + " characters");
    }
    try {
      checkShape(yaml);
      return new Compose(SETTINGS).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
      throw new UnreadableException(line, "not valid YAML: " + e.getProblem());
    } catch (ReaderException e) {
      throw new UnreadableException(
          lineAt(yaml, e.getPosition()), "not valid YAML: a character that is not allowed");
    } catch (YamlEngineException e) {
      throw new UnreadableException(1, "not valid YAML");
    }
  }

  private static void checkShape(String yaml) throws UnreadableException {
    int depth = 0;
    int aliases = 0;
    for (Event event : new Parse(SETTINGS).parseString(yaml)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> aliases++;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new UnreadableException(line(event), "nested deeper than " + MAX_DEPTH + " levels");
      }
      if (aliases > MAX_ALIASES) {
        throw new UnreadableException(line(event), "more than " + MAX_ALIASES + " YAML aliases");
      }
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static int lineAt(String text, int position) {
    return 1
        + (int)
            text.substring(0, Math.min(position, text.length()))
                .chars()
                .filter(character -> character == '\n')
                .count();
  }
}
