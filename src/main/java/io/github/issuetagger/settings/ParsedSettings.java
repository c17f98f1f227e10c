package io.github.issuetagger.settings;

import java.util.List;

/**
 * What a settings file says.
 *
 * @param settings what could be read, over the defaults; to be followed only when {@link #sound()}
 * @param problems everything that is wrong, in the file's order
 */
public record ParsedSettings(RepositorySettings settings, List<SettingsProblem> problems) {
  public ParsedSettings {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean sound() {
    return problems.isEmpty();
  }
}
