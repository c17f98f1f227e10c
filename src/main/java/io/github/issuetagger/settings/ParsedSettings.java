package io.github.issuetagger.settings;

import java.util.List;

/**
 * The result of reading a settings file.
 *
 * @param settings the valid settings over the defaults; follow them only if {@link #sound()}
 * @param problems all problems in the file's order
 */
public record ParsedSettings(RepositorySettings settings, List<SettingsProblem> problems) {
  public ParsedSettings {
    problems = List.copyOf(problems);
  }

  /** Returns whether the file has no problem. */
  public boolean sound() {
    return problems.isEmpty();
  }
}
