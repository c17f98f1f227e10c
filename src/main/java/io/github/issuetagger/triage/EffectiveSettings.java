package io.github.issuetagger.triage;

import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.settings.SettingsProblem;
import java.util.List;
import java.util.Optional;

/**
 * The settings that hold for a repository now.
 *
 * @param settings what to follow
 * @param sha the SHA-1 of the file that says so; empty for the defaults
 * @param broken the repository's file, when it is broken and cannot be followed
 */
record EffectiveSettings(RepositorySettings settings, String sha, Optional<Broken> broken) {
  /**
   * A broken settings file.
   *
   * @param location where it lies, for people
   * @param sha its SHA-1
   * @param problems what is wrong with it
   * @param lastGood whether an earlier version of it is followed, not the defaults
   */
  record Broken(String location, String sha, List<SettingsProblem> problems, boolean lastGood) {}
}
