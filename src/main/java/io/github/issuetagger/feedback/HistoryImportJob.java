package io.github.issuetagger.feedback;

import io.github.issuetagger.delivery.BackgroundJob;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.ImportProgress;
import io.github.issuetagger.store.RepositoryStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the pasts of the repositories where the App was installed, a page at a time and one
 * repository at a time, so that new issues always find a worker.
 */
public final class HistoryImportJob implements BackgroundJob {
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(2);
  private static final Duration BUSY = Duration.ofSeconds(15);

  private final HistoryImporter past;
  private final RepositoryStore repositories;
  private final ReentrantLock turn = new ReentrantLock();

  public HistoryImportJob(HistoryImporter past, RepositoryStore repositories) {
    this.past = past;
    this.repositories = repositories;
  }

  @Override
  public String name() {
    return "learn-past";
  }

  @Override
  public Optional<Duration> step(String repositoryId) {
    Optional<RepositoryRef> repository = repositories.find(Long.parseLong(repositoryId));
    if (repository.isEmpty()) {
      // Forgotten meanwhile.
      return Optional.empty();
    }
    if (!turn.tryLock()) {
      return Optional.of(BUSY);
    }
    try {
      ImportProgress reading = past.step(repository.get(), HistoryImporter.USUAL_LIMIT);
      return reading.finishedAt().isPresent() ? Optional.empty() : Optional.of(BETWEEN_PAGES);
    } finally {
      turn.unlock();
    }
  }
}
