package io.github.issuetagger.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems, so that all of them are reported at once and each one only once. */
final class ConfigProblems {
  private final Set<ConfigProblem> found = new LinkedHashSet<>();
  private int reports;

  void add(ConfigProblem problem) {
    found.add(problem);
    reports++;
  }

  void add(ConfigOption option, String problem, String fix) {
    add(ConfigProblem.of(option, problem, fix));
  }

  /** Returns how often a problem was reported. Sections that share an option each report it. */
  int reports() {
    return reports;
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(List.copyOf(found));
    }
  }
}
