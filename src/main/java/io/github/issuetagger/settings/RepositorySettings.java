package io.github.issuetagger.settings;

import io.github.issuetagger.domain.LabelCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a repository.
 *
 * @param mode what the App may do with a label, unless the label has its own mode
 * @param thresholds the scores from which it acts, unless the label has its own thresholds
 * @param precision the target precisions, unless the label has its own
 * @param maxLabels the maximum number of labels that the App applies and suggests on one issue
 * @param behavior how the App behaves, whatever the label
 * @param filter which labels the App considers
 * @param labels the labels' own settings, by {@link LabelCatalog#key}
 * @param aliases the label that the prediction for a name counts for, by {@link LabelCatalog#key}
 * @param commands whether and how people may give commands in comments
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

  /** Returns the settings of a repository that has no settings file. */
  public static RepositorySettings defaults() {
    return DefaultSettings.get();
  }

  /** Returns whether to skip issues that already have a label from somebody else. */
  public boolean skipLabelled() {
    return behavior.skipLabelled();
  }

  /** Returns whether to only plan and log. */
  public boolean dryRun() {
    return behavior.dryRun();
  }

  /** Returns whether to open an issue, once, that reports the repository's holdout results. */
  public boolean report() {
    return behavior.report();
  }

  /** Returns the label's own settings. */
  public Optional<LabelSettings> label(String name) {
    return Optional.ofNullable(labels.get(LabelCatalog.key(name)));
  }

  /** Returns what the App may do with this label. */
  public LabelMode mode(String label) {
    return label(label).flatMap(LabelSettings::mode).orElse(mode);
  }

  /** Returns the scores from which the App applies and suggests this label. */
  public ScoreThresholds thresholds(String label) {
    return label(label).orElse(LabelSettings.NONE).thresholds(thresholds);
  }

  /** Returns the target precisions for this label. */
  public PrecisionTargets precision(String label) {
    return label(label).orElse(LabelSettings.NONE).precision(precision);
  }

  /** Returns the label that a prediction for this name counts for. */
  public Optional<String> alias(String name) {
    return Optional.ofNullable(aliases.get(LabelCatalog.key(name)));
  }

  /** Returns whether no label may be applied or suggested, so that there is nothing to predict. */
  public boolean off() {
    return mode == LabelMode.OFF
        && labels.values().stream()
            .allMatch(own -> own.mode().orElse(LabelMode.OFF) == LabelMode.OFF);
  }

  /**
   * Returns these settings, restricted by the valid part of a newer file that is broken. Respects
   * its {@code mode: off} and {@code dry_run: true}, because the maintainers clearly want no
   * changes.
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
