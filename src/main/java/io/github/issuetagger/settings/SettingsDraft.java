package io.github.issuetagger.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings while they are being read: what was written so far, over a base. Not thread-safe. */
final class SettingsDraft {
  /** In {@code exclude}: do without the default list. */
  static final String WITHOUT_DEFAULTS = "!default";

  private final RepositorySettings base;
  Optional<LabelMode> mode = Optional.empty();
  Optional<Double> threshold = Optional.empty();
  Optional<Double> suggestThreshold = Optional.empty();
  Optional<Double> precision = Optional.empty();
  Optional<Double> suggestPrecision = Optional.empty();
  Optional<Integer> maxLabels = Optional.empty();
  Optional<Boolean> skipLabelled = Optional.empty();
  Optional<Boolean> dryRun = Optional.empty();
  Optional<Boolean> report = Optional.empty();
  Optional<Boolean> commandsEnabled = Optional.empty();
  Optional<String> commandPrefix = Optional.empty();
  Optional<List<String>> include = Optional.empty();
  Optional<List<String>> exclude = Optional.empty();
  final Map<String, LabelSettings> labels = new LinkedHashMap<>();
  final Map<String, String> aliases = new LinkedHashMap<>();

  SettingsDraft(RepositorySettings base) {
    this.base = base;
  }

  /** The threshold that holds for all labels. */
  double applyThreshold() {
    return threshold.orElse(base.thresholds().apply());
  }

  /** How often the App has to be right where it applies any label. */
  double applyPrecision() {
    return precision.orElse(base.precision().apply());
  }

  RepositorySettings finish() {
    double suggest = suggestThreshold.orElse(base.thresholds().suggest());
    return new RepositorySettings(
        mode.orElse(base.mode()),
        new ScoreThresholds(applyThreshold(), Math.min(applyThreshold(), suggest)),
        wanted(),
        maxLabels.orElse(base.maxLabels()),
        new BehaviorSettings(
            skipLabelled.orElse(base.skipLabelled()),
            dryRun.orElse(base.dryRun()),
            report.orElse(base.report())),
        filter(),
        labels,
        aliases,
        new CommandSettings(
            commandsEnabled.orElse(base.commands().enabled()),
            commandPrefix.orElse(base.commands().prefix())));
  }

  private PrecisionTargets wanted() {
    double suggest = suggestPrecision.orElse(base.precision().suggest());
    return new PrecisionTargets(
        applyPrecision(),
        Math.min(applyPrecision(), suggest),
        threshold.isPresent(),
        suggestThreshold.isPresent());
  }

  private LabelFilter filter() {
    List<String> excluded = exclude.orElse(List.of());
    return new LabelFilter(
        include.map(SettingsDraft::globs).orElse(base.filter().include()),
        globs(excluded.stream().filter(pattern -> !pattern.equals(WITHOUT_DEFAULTS)).toList()),
        excluded.contains(WITHOUT_DEFAULTS) ? List.of() : base.filter().defaultExclude());
  }

  private static List<Glob> globs(List<String> patterns) {
    return patterns.stream().map(Glob::new).toList();
  }
}
