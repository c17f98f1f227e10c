package io.github.issuetagger.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems, so that all of them are told at once, each one once. */
final class ConfigProblems {
  private final Set<ConfigProblem> found = new LinkedHashSet<>();
  private int reports;

  void add(ConfigProblem problem) {
    found.add(problem);
    reports++;
  }

  void add(ConfigOption option, String problem, String mend) {
    add(ConfigProblem.of(option, problem, mend));
  }

  /** How often a problem was reported: sections that share an option report it each. */
  int reports() {
    return reports;
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(List.copyOf(found));
    }
  }
}
