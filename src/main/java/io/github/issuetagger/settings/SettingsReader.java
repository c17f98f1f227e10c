package io.github.issuetagger.settings;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.LabelCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads the settings from a document that its schema has checked. Checks what a schema cannot say:
 * values that depend on each other, and names that differ only in case.
 */
final class SettingsReader {
  private static final String LEGACY_ALIASES = "label-alias";
  private static final String LEGACY_INCLUDE = "predicted-labels";
  static final List<String> LEGACY_KEYS = List.of(LEGACY_ALIASES, LEGACY_INCLUDE);

  /** In {@code exclude}: do without the default list. */
  private static final String WITHOUT_DEFAULTS = "!default";

  private final SettingsDocument document;
  private final JsonNode root;
  private final RepositorySettings base;

  SettingsReader(SettingsDocument document, RepositorySettings base) {
    this.document = document;
    this.root = document.root();
    this.base = base;
  }

  /**
   * Reads the keys of an {@code issue-tagger.yml}. Keys that are left out keep the base's value.
   */
  RepositorySettings read() {
    JsonNode commands = root.path("commands");
    return new RepositorySettings(
        mode(root).orElse(base.mode()),
        thresholds(),
        precision(),
        value(root, "max_labels", JsonNode::intValue).orElse(base.maxLabels()),
        new BehaviorSettings(
            value(root, "skip_labelled", JsonNode::booleanValue).orElse(base.skipLabelled()),
            value(root, "dry_run", JsonNode::booleanValue).orElse(base.dryRun()),
            value(root, "report", JsonNode::booleanValue).orElse(base.report())),
        filter(names("include"), names("exclude").orElse(List.of())),
        entries("labels", this::label),
        entries("aliases", (at, target) -> target.textValue()),
        new CommandSettings(
            value(commands, "enabled", JsonNode::booleanValue).orElse(base.commands().enabled()),
            value(commands, "prefix", JsonNode::textValue).orElse(base.commands().prefix())));
  }

  /**
   * Reads the two keys of the former Issue-Label-Bot's file. {@code label-alias} maps a kind (bug,
   * feature_request, question) to a label. {@code predicted-labels} lists the labels that may be
   * predicted; a kind in it includes the label that stands for that kind.
   */
  RepositorySettings readLegacy() {
    Map<String, String> aliases = entries(LEGACY_ALIASES, (at, target) -> target.textValue());
    Optional<List<String>> include = names(LEGACY_INCLUDE);
    include.ifPresent(
        names ->
            aliases.forEach(
                (kind, target) -> {
                  if (names.stream().anyMatch(kind::equalsIgnoreCase)) {
                    names.add(target);
                  }
                }));
    return new RepositorySettings(
        base.mode(),
        base.thresholds(),
        base.precision(),
        base.maxLabels(),
        base.behavior(),
        filter(include, List.of()),
        Map.of(),
        aliases,
        base.commands());
  }

  private ScoreThresholds thresholds() {
    double apply = number(root, "threshold").orElse(base.thresholds().apply());
    Optional<Double> suggest = number(root, "suggest_threshold");
    checkSuggest(SettingsDocument.ROOT, "threshold", suggest, apply);
    return new ScoreThresholds(apply, Math.min(apply, suggest.orElse(base.thresholds().suggest())));
  }

  private PrecisionTargets precision() {
    double apply = number(root, "precision").orElse(base.precision().apply());
    Optional<Double> suggest = number(root, "suggest_precision");
    checkSuggest(SettingsDocument.ROOT, "precision", suggest, apply);
    return new PrecisionTargets(
        apply,
        Math.min(apply, suggest.orElse(base.precision().suggest())),
        number(root, "threshold").isPresent(),
        number(root, "suggest_threshold").isPresent());
  }

  private LabelSettings label(JsonPointer at, JsonNode label) {
    LabelSettings settings =
        new LabelSettings(
            mode(label),
            number(label, "threshold"),
            number(label, "suggest_threshold"),
            number(label, "precision"),
            number(label, "suggest_precision"),
            value(label, "hypothesis", JsonNode::textValue));
    checkSuggest(
        at,
        "threshold",
        settings.suggestThreshold(),
        settings.threshold().or(() -> number(root, "threshold")).orElse(base.thresholds().apply()));
    checkSuggest(
        at,
        "precision",
        settings.suggestPrecision(),
        settings.precision().or(() -> number(root, "precision")).orElse(base.precision().apply()));
    return settings;
  }

  /** A label that is good enough to apply has to be good enough to suggest. */
  private void checkSuggest(JsonPointer at, String key, Optional<Double> suggest, double apply) {
    if (suggest.filter(value -> value > apply).isPresent()) {
      document.report(
          at.appendProperty("suggest_" + key),
          "must not be above the " + key + ", which is " + apply);
    }
  }

  private LabelFilter filter(Optional<List<String>> include, List<String> exclude) {
    return new LabelFilter(
        include.map(SettingsReader::globs).orElse(base.filter().include()),
        globs(exclude.stream().filter(pattern -> !pattern.equals(WITHOUT_DEFAULTS)).toList()),
        exclude.contains(WITHOUT_DEFAULTS) ? List.of() : base.filter().defaultExclude());
  }

  /** Reads a mapping by label name. Reports names that stand there twice, in whatever case. */
  private <T> Map<String, T> entries(String key, BiFunction<JsonPointer, JsonNode, T> reader) {
    JsonPointer mapping = SettingsDocument.ROOT.appendProperty(key);
    Map<String, T> entries = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, JsonNode> entry : root.path(key).properties()) {
      JsonPointer at = mapping.appendProperty(entry.getKey());
      if (seen.add(LabelCatalog.key(entry.getKey()))) {
        entries.put(entry.getKey(), reader.apply(at, entry.getValue()));
      } else {
        document.reportKey(at, "stands here a second time");
      }
    }
    return entries;
  }

  private Optional<List<String>> names(String key) {
    return value(
        root,
        key,
        list -> {
          List<String> names = new ArrayList<>();
          list.forEach(name -> Optional.ofNullable(name.textValue()).ifPresent(names::add));
          return names;
        });
  }

  private static Optional<LabelMode> mode(JsonNode node) {
    return value(
        node, "mode", mode -> LabelMode.valueOf(mode.textValue().toUpperCase(Locale.ROOT)));
  }

  private static Optional<Double> number(JsonNode node, String key) {
    return value(node, key, JsonNode::doubleValue);
  }

  private static <T> Optional<T> value(JsonNode node, String key, Function<JsonNode, T> reader) {
    return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull()).map(reader);
  }

  private static List<Glob> globs(List<String> patterns) {
    return patterns.stream().map(Glob::new).toList();
  }
}
