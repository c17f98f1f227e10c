package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.triage.TriageVerdict.Proposed;

/**
 * One issue to act on.
 *
 * @param task the issue
 * @param run its run
 * @param settings the settings that the plan was made under
 * @param proposed the plan
 * @param writer the writer that those settings ask for
 */
record TriageContext(
    TriageRequest task,
    Run run,
    EffectiveSettings settings,
    Proposed proposed,
    IssueWriter writer) {
  RepositoryRef repository() {
    return task.repository();
  }

  long repositoryId() {
    return task.repository().id();
  }

  boolean dryRun() {
    return settings.settings().dryRun();
  }
}
