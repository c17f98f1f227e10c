package io.github.issuetagger.settings;

import io.github.issuetagger.settings.SafeYaml.UnreadableException;
import io.github.issuetagger.settings.YamlNodeReader.Entry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads settings files. Never throws for what a file says: everything that is wrong becomes a
 * {@link SettingsProblem}. Safe for use by many threads.
 */
public final class SettingsParser {
  static final int MAX_LABELS = 20;
  static final int MAX_HYPOTHESIS = 300;

  private static final String LABELS = "labels";
  private static final String SUGGEST = "suggest_threshold";
  private static final String SUGGEST_PRECISION = "suggest_precision";

  private static final Map<String, KeyReader> KEYS =
      new TreeMap<>(
          Map.ofEntries(
              entry("mode", (in, node, draft) -> draft.mode = in.mode(node, "mode")),
              entry(
                  "threshold",
                  (in, node, draft) -> draft.threshold = in.fraction(node, "threshold")),
              entry(
                  SUGGEST,
                  (in, node, draft) -> draft.suggestThreshold = in.fraction(node, SUGGEST)),
              entry(
                  "precision",
                  (in, node, draft) -> draft.precision = in.fraction(node, "precision")),
              entry(
                  SUGGEST_PRECISION,
                  (in, node, draft) ->
                      draft.suggestPrecision = in.fraction(node, SUGGEST_PRECISION)),
              entry(
                  "max_labels",
                  (in, node, draft) -> draft.maxLabels = in.count(node, "max_labels", MAX_LABELS)),
              entry(
                  "skip_labelled",
                  (in, node, draft) -> draft.skipLabelled = in.flag(node, "skip_labelled")),
              entry("dry_run", (in, node, draft) -> draft.dryRun = in.flag(node, "dry_run")),
              entry("report", (in, node, draft) -> draft.report = in.flag(node, "report")),
              entry("include", (in, node, draft) -> draft.include = in.names(node, "include")),
              entry("exclude", (in, node, draft) -> draft.exclude = in.names(node, "exclude")),
              entry(LABELS, LabelSettingsReader::read),
              entry("aliases", (in, node, draft) -> AliasReader.read(in, node, "aliases", draft)),
              entry("commands", CommandSettingsReader::read)));

  private final RepositorySettings base;

  /** What to do with one key's value. */
  @FunctionalInterface
  interface KeyReader {
    void read(YamlNodeReader in, Node value, SettingsDraft draft);
  }

  /** A parser whose files say what differs from {@link RepositorySettings#defaults()}. */
  public SettingsParser() {
    this(RepositorySettings.defaults());
  }

  SettingsParser(RepositorySettings base) {
    this.base = base;
  }

  /** Reads an {@code issue-tagger.yml}. */
  public ParsedSettings parse(String yaml) {
    return read(yaml, SettingsParser::readSettings);
  }

  /** Reads an {@code issue_label_bot.yaml}, the file of the Issue-Label-Bot that came before. */
  public ParsedSettings parseLegacy(String yaml) {
    return read(yaml, LegacySettings::read);
  }

  private ParsedSettings read(String yaml, KeyReader document) {
    YamlNodeReader in = new YamlNodeReader();
    SettingsDraft draft = new SettingsDraft(base);
    try {
      SafeYaml.read(yaml).ifPresent(root -> document.read(in, root, draft));
    } catch (UnreadableException e) {
      in.problem(e.problem());
    }
    return new ParsedSettings(draft.finish(), in.problems());
  }

  private static Map.Entry<String, KeyReader> entry(String key, KeyReader reader) {
    return Map.entry(key, reader);
  }

  private static void readSettings(YamlNodeReader in, Node root, SettingsDraft draft) {
    List<Entry> entries = in.entries(root, "", UnaryOperator.identity());
    // The labels come last: their thresholds are held against the general ones, which may stand
    // further down in the file.
    for (Entry entry : entries) {
      KeyReader reader = KEYS.get(entry.name());
      if (reader == null) {
        in.unknown(entry, "", KEYS.keySet());
      } else if (!entry.name().equals(LABELS)) {
        reader.read(in, entry.value(), draft);
      }
    }
    for (Entry entry : entries) {
      if (entry.name().equals(SUGGEST)) {
        in.notAbove(entry.value(), SUGGEST, draft.suggestThreshold, draft.applyThreshold());
      } else if (entry.name().equals(SUGGEST_PRECISION)) {
        in.suggestPrecisionNotAbove(
            entry.value(), SUGGEST_PRECISION, draft.suggestPrecision, draft.applyPrecision());
      } else if (entry.name().equals(LABELS)) {
        LabelSettingsReader.read(in, entry.value(), draft);
      }
    }
  }
}
