package io.github.issuetagger.config;

import java.util.ArrayList;
import java.util.List;

/** Collects problems, so that all of them are told at once. */
final class Problems {
  private final List<ConfigProblem> found = new ArrayList<>();

  void add(ConfigProblem problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  void add(Option option, String problem, String mend) {
    add(ConfigProblem.of(option, problem, mend));
  }

  int count() {
    return found.size();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }
}
