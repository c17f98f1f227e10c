package io.github.issuetagger.settings;

import io.github.issuetagger.domain.LabelCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a repository's maintainers want.
 *
 * @param mode how far the App may go, where a label does not say otherwise
 * @param thresholds the scores from which it acts, where a label does not say otherwise
 * @param precision how often it has to be right, where a label does not say otherwise
 * @param maxLabels how many labels an issue gets from the App at most, applied and suggested
 *     together
 * @param behavior what it does or does not do, whatever the label
 * @param filter which labels count at all
 * @param labels the labels' own settings, by {@link LabelCatalog#key}
 * @param aliases from a name, by {@link LabelCatalog#key}, to the label that its prediction counts
 *     for
 * @param commands how people may command the App in comments
 */
public record RepositorySettings(
    LabelMode mode,
    ScoreThresholds thresholds,
    PrecisionTargets precision,
    int maxLabels,
    BehaviorSettings behavior,
    LabelFilter filter,
    Map<String, LabelSettings> labels,
    Map<String, String> aliases,
    CommandSettings commands) {
  public RepositorySettings {
    if (maxLabels < 1) {
      throw new IllegalArgumentException("max_labels must be at least 1");
    }
    labels = byKey(labels);
    aliases = byKey(aliases);
  }

  /** What holds where a repository has no settings file. */
  public static RepositorySettings defaults() {
    return DefaultSettings.get();
  }

  /** Whether issues that already carry a label of somebody else are left alone. */
  public boolean skipLabelled() {
    return behavior.skipLabelled();
  }

  /** Whether to plan and log only. */
  public boolean dryRun() {
    return behavior.dryRun();
  }

  /** Whether to tell, once, in an issue what was measured on the repository's past. */
  public boolean report() {
    return behavior.report();
  }

  /** The label's own entry. */
  public Optional<LabelSettings> label(String name) {
    return Optional.ofNullable(labels.get(LabelCatalog.key(name)));
  }

  /** How far the App may go with this label. */
  public LabelMode mode(String label) {
    return label(label).flatMap(LabelSettings::mode).orElse(mode);
  }

  /** The scores from which something happens with this label. */
  public ScoreThresholds thresholds(String label) {
    return label(label).orElse(LabelSettings.NONE).thresholds(thresholds);
  }

  /** How often the App has to be right about this label. */
  public PrecisionTargets precision(String label) {
    return label(label).orElse(LabelSettings.NONE).precision(precision);
  }

  /** The label that a prediction for this name counts for instead. */
  public Optional<String> alias(String name) {
    return Optional.ofNullable(aliases.get(LabelCatalog.key(name)));
  }

  /** Whether no label may be applied or suggested, so that predicting would be for nothing. */
  public boolean off() {
    return mode == LabelMode.OFF
        && labels.values().stream()
            .allMatch(own -> own.mode().orElse(LabelMode.OFF) == LabelMode.OFF);
  }

  /**
   * These settings, held back by what could be read of a newer file that is broken: who wrote
   * {@code mode: off} or {@code dry_run: true} does not want to be written to, typo or not.
   */
  public RepositorySettings heldBackBy(RepositorySettings broken) {
    boolean off = broken.mode == LabelMode.OFF;
    return new RepositorySettings(
        off ? LabelMode.OFF : mode,
        thresholds,
        precision,
        maxLabels,
        behavior.heldBackBy(broken.behavior),
        filter,
        off ? broken.labels : labels,
        aliases,
        commands);
  }

  private static <V> Map<String, V> byKey(Map<String, V> names) {
    Map<String, V> index = new LinkedHashMap<>();
    names.forEach((name, value) -> index.put(LabelCatalog.key(name), value));
    return Map.copyOf(index);
  }
}
