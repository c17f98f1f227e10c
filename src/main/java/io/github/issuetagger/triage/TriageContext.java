package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.store.Run;

/**
 * The issue of one triage run, and what the run works with.
 *
 * @param repository the issue's repository
 * @param run the run
 * @param cause why the issue is triaged
 * @param settings the repository's settings
 * @param writer the writer for these settings
 */
record TriageContext(
    RepositoryRef repository,
    Run run,
    TriageCause cause,
    EffectiveSettings settings,
    IssueWriter writer) {
  long repositoryId() {
    return repository.id();
  }

  /** Returns the issue's number. */
  int number() {
    return run.issue();
  }

  boolean dryRun() {
    return settings.settings().dryRun();
  }
}
