package io.github.issuetagger.settings;

import io.github.issuetagger.settings.YamlNodeReader.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the two keys of the old Issue-Label-Bot's file. {@code label-alias} says which label stands
 * for one of its kinds (bug, feature_request, question), {@code predicted-labels} which labels may
 * be predicted at all. It is another program's file: keys that we do not know are its own affair.
 */
final class LegacySettings {
  private LegacySettings() {}

  static void read(YamlNodeReader in, Node root, SettingsDraft draft) {
    Optional<List<String>> predicted = Optional.empty();
    for (Entry entry : in.entries(root, "", UnaryOperator.identity())) {
      switch (entry.name()) {
        case "label-alias" -> AliasReader.read(in, entry.value(), "label-alias", draft);
        case "predicted-labels" -> predicted = in.names(entry.value(), "predicted-labels");
        default -> {}
      }
    }
    draft.include = predicted.map(names -> withTargets(names, draft));
  }

  /** A kind in {@code predicted-labels} lets in the label that stands for it. */
  private static List<String> withTargets(List<String> names, SettingsDraft draft) {
    List<String> all = new ArrayList<>(names);
    draft.aliases.forEach(
        (kind, target) -> {
          if (names.stream().anyMatch(kind::equalsIgnoreCase)) {
            all.add(target);
          }
        });
    return all;
  }
}
