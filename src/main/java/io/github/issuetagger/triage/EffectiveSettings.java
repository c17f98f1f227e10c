package io.github.issuetagger.triage;

import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.settings.SettingsProblem;
import java.util.List;
import java.util.Optional;

/**
 * The settings that apply to a repository now.
 *
 * @param settings the settings
 * @param sha the SHA-1 of the settings file; empty for the defaults
 * @param broken the repository's current file if it is invalid
 */
record EffectiveSettings(RepositorySettings settings, String sha, Optional<Broken> broken) {
  /**
   * An invalid settings file.
   *
   * @param location where the file is, for people
   * @param sha the SHA-1 of the file
   * @param problems the errors in the file
   * @param lastGood whether an earlier version of the file applies instead of the defaults
   */
  record Broken(String location, String sha, List<SettingsProblem> problems, boolean lastGood) {}
}
