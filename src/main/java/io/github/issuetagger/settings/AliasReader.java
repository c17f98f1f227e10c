package io.github.issuetagger.settings;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.YamlNodeReader.Entry;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a mapping from a name to the label that stands for it. */
final class AliasReader {
  private AliasReader() {}

  static void read(YamlNodeReader in, Node node, String key, SettingsDraft draft) {
    for (Entry entry : in.entries(node, key, LabelCatalog::key)) {
      String path = YamlNodeReader.join(key, entry.name());
      in.text(entry.value(), path, YamlNodeReader.MAX_NAME)
          .ifPresent(target -> draft.aliases.put(entry.name(), target));
    }
  }
}
