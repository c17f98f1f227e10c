package io.github.issuetagger.settings;

import io.github.issuetagger.settings.YamlNodeReader.Entry;
import java.util.List;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what stands under {@code commands}. */
final class CommandSettingsReader {
  private static final List<String> KEYS = List.of("enabled", "prefix");

  private CommandSettingsReader() {}

  static void read(YamlNodeReader in, Node node, SettingsDraft draft) {
    for (Entry entry : in.entries(node, "commands", UnaryOperator.identity())) {
      String key = YamlNodeReader.join("commands", entry.name());
      switch (entry.name()) {
        case "enabled" -> draft.commandsEnabled = in.flag(entry.value(), key);
        case "prefix" ->
            draft.commandPrefix =
                in.matching(
                    entry.value(),
                    key,
                    CommandSettings.PREFIX,
                    "must be one of /!.:;?%&$^~ and at most 19 letters, digits and ._/:- after it");
        default -> in.unknown(entry, "commands", KEYS);
      }
    }
  }
}
