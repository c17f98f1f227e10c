package io.github.issuetagger.cli;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.Backfill;
import io.github.issuetagger.store.Run;
import io.github.issuetagger.triage.BackfillIssue;
import io.github.issuetagger.triage.IssueBusyException;
import io.github.issuetagger.triage.RepositoryBackfill;
import java.util.List;
import java.util.Optional;

/** Processes a repository's issues. Each method returns the exit code. */
final class BackfillRun {
  private final RepositoryBackfill backfill;
  private final RepositoryRef repository;
  private final GitHubPatience patience;
  private final BackfillReport report;

  BackfillRun(
      RepositoryBackfill backfill,
      RepositoryRef repository,
      GitHubPatience patience,
      BackfillReport report) {
    this.backfill = backfill;
    this.repository = repository;
    this.patience = patience;
    this.report = report;
  }

  int plan(int limit) {
    for (int number : patience.with(() -> backfill.issues(repository, limit))) {
      report.issue(patience.with(() -> backfill.plan(repository, number)));
    }
    report.summary("would be labeled; nothing was changed");
    return ExitCode.OK;
  }

  int apply(int limit) {
    Backfill run = backfill.begin(repository);
    report.say("run " + run.id());
    boolean complete = true;
    for (int number : patience.with(() -> backfill.issues(repository, limit))) {
      try {
        report.issue(patience.with(() -> backfill.apply(run, repository, number)));
      } catch (IssueBusyException e) {
        report.issue(
            new BackfillIssue(number, List.of(), List.of(), "another process is working on it"));
        complete = false;
      }
    }
    if (complete) {
      backfill.finish(run);
    }
    report.summary("labeled; undo with --undo " + run.id());
    return complete ? ExitCode.OK : ExitCode.PARTIAL;
  }

  int undo(String id) {
    Optional<Backfill> found =
        backfill.find(id).filter(known -> known.repositoryId() == repository.id());
    if (found.isEmpty()) {
      throw new IllegalArgumentException(repository.fullName() + " has no stored backfill " + id);
    }
    int removed = 0;
    List<Run> runs = backfill.toUndo(found.get());
    for (Run run : runs) {
      removed += patience.with(() -> backfill.undo(repository, run));
    }
    report.say(removed + " labels removed from at most " + runs.size() + " issues");
    return ExitCode.OK;
  }
}
