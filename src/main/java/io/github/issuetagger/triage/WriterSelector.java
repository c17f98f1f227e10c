package io.github.issuetagger.triage;

import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.settings.RepositorySettings;

/**
 * Selects how to write to a repository.
 *
 * @param real writes to GitHub
 * @param dryRun logs what it would write
 */
public record WriterSelector(IssueWriter real, IssueWriter dryRun) {
  /** Returns the writer for a repository with these settings. */
  IssueWriter select(RepositorySettings settings) {
    return settings.dryRun() ? dryRun : real;
  }
}
