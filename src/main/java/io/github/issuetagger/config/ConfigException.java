package io.github.issuetagger.config;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when the configuration is invalid. Lists all problems. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  ConfigException(List<ConfigProblem> problems) {
    super(describe(problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems in the order of the options. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String describe(List<ConfigProblem> problems) {
    String heading =
        problems.size() == 1
            ? "The configuration has a problem:"
            : "The configuration has " + problems.size() + " problems:";
    return problems.stream()
        .map(problem -> "  - " + problem)
        .collect(Collectors.joining("\n", heading + "\n", ""));
  }
}
