package io.github.issuetagger.policy;

import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.policy.NodeReader.Entry;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a mapping from a name to the label that stands for it. */
final class Aliases {
  private Aliases() {}

  static void read(NodeReader in, Node node, String key, SettingsDraft draft) {
    for (Entry entry : in.entries(node, key, LabelCatalog::key)) {
      String path = NodeReader.join(key, entry.name());
      in.text(entry.value(), path, NodeReader.MAX_NAME)
          .ifPresent(target -> draft.aliases.put(entry.name(), target));
    }
  }
}
