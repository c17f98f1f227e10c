package io.github.issuetagger.feedback;

import io.github.issuetagger.delivery.BackgroundJob;
import io.github.issuetagger.store.RepositoryStore;
import java.time.Duration;
import java.util.Optional;

/** Tells repositories what was measured on their past, where that was learnt and is asked for. */
public final class HoldoutReportJob implements BackgroundJob {
  private final HoldoutReporter report;
  private final RepositoryStore repositories;

  public HoldoutReportJob(HoldoutReporter report, RepositoryStore repositories) {
    this.report = report;
    this.repositories = repositories;
  }

  @Override
  public String name() {
    return "report-past";
  }

  @Override
  public Optional<Duration> step(String repositoryId) {
    return repositories.find(Long.parseLong(repositoryId)).flatMap(report::tell);
  }
}
