package io.github.issuetagger.settings;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.YamlNodeReader.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what stands under {@code labels}: each label's own settings. */
final class LabelSettingsReader {
  private static final String SUGGEST = "suggest_threshold";
  private static final String SUGGEST_PRECISION = "suggest_precision";
  private static final List<String> KEYS =
      List.of("hypothesis", "mode", "precision", SUGGEST_PRECISION, SUGGEST, "threshold");

  private LabelSettingsReader() {}

  static void read(YamlNodeReader in, Node node, SettingsDraft draft) {
    for (Entry label : in.entries(node, "labels", LabelCatalog::key)) {
      String path = YamlNodeReader.join("labels", label.name());
      draft.labels.put(label.name(), read(in, label.value(), path, draft));
    }
  }

  private static LabelSettings read(
      YamlNodeReader in, Node node, String path, SettingsDraft draft) {
    Optional<LabelMode> mode = Optional.empty();
    Optional<Double> threshold = Optional.empty();
    Optional<Double> suggest = Optional.empty();
    Optional<Double> precision = Optional.empty();
    Optional<Double> suggestPrecision = Optional.empty();
    Optional<String> hypothesis = Optional.empty();
    Node suggestNode = node;
    Node suggestPrecisionNode = node;
    for (Entry entry : in.entries(node, path, UnaryOperator.identity())) {
      String key = YamlNodeReader.join(path, entry.name());
      Node value = entry.value();
      switch (entry.name()) {
        case "mode" -> mode = in.mode(value, key);
        case "threshold" -> threshold = in.fraction(value, key);
        case SUGGEST -> {
          suggest = in.fraction(value, key);
          suggestNode = value;
        }
        case "precision" -> precision = in.fraction(value, key);
        case SUGGEST_PRECISION -> {
          suggestPrecision = in.fraction(value, key);
          suggestPrecisionNode = value;
        }
        case "hypothesis" -> hypothesis = in.text(value, key, SettingsParser.MAX_HYPOTHESIS);
        default -> in.unknown(entry, path, KEYS);
      }
    }
    in.notAbove(
        suggestNode,
        YamlNodeReader.join(path, SUGGEST),
        suggest,
        threshold.orElse(draft.applyThreshold()));
    in.suggestPrecisionNotAbove(
        suggestPrecisionNode,
        YamlNodeReader.join(path, SUGGEST_PRECISION),
        suggestPrecision,
        precision.orElse(draft.applyPrecision()));
    return new LabelSettings(mode, threshold, suggest, precision, suggestPrecision, hypothesis);
  }
}
