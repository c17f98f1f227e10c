package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.events.InstallationEvent;
import io.github.issuetagger.events.InstallationRepositoriesEvent;
import io.github.issuetagger.store.RepositoryStore;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the import of a repository's history when the App is installed there. */
public final class HistoryImportStarter {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryImportStarter.class);

  private final RepositoryStore repositories;
  private final LongConsumer start;

  /**
   * @param start starts the import for a repository, by its id, unless the import runs already
   */
  public HistoryImportStarter(RepositoryStore repositories, LongConsumer start) {
    this.repositories = repositories;
    this.start = start;
  }

  /** Starts the import for the repositories of a new installation. */
  public void handle(InstallationEvent event) {
    if (event.action().equals("created")) {
      start(event.repositories());
    }
  }

  /** Starts the import for the repositories that an installation gained. */
  public void handle(InstallationRepositoriesEvent event) {
    start(event.added());
  }

  private void start(List<RepositoryRef> added) {
    for (RepositoryRef repository : added) {
      repositories.seen(repository);
      start.accept(repository.id());
    }
    if (!added.isEmpty()) {
      LOG.info("queued the history import of {} repositories", added.size());
    }
  }
}
