package io.github.issuetagger.learning;

import io.github.issuetagger.delivery.BackgroundJob;
import io.github.issuetagger.store.LearningStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Trains the next model version of a repository once its history is imported and enough new
 * annotations have arrived. The queue gives a repository to one replica at a time. In each replica
 * one thread at a time trains.
 */
public final class LearningJob implements BackgroundJob {
  private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(10);
  private static final Duration NOT_IMPORTED = Duration.ofSeconds(10);
  private static final Duration BUSY = Duration.ofSeconds(15);

  private final RepositoryLearner learner;
  private final LearningStore store;
  private final LongConsumer checked;
  private final ReentrantLock training = new ReentrantLock();

  /**
   * @param checked receives the id of each repository after a check
   */
  public LearningJob(RepositoryLearner learner, LearningStore store, LongConsumer checked) {
    this.learner = learner;
    this.store = store;
    this.checked = checked;
  }

  @Override
  public String name() {
    return "learn-model";
  }

  @Override
  public Optional<Duration> step(String subject) {
    long repositoryId = Long.parseLong(subject);
    if (!store.repositories().known(repositoryId)) {
      // The repository was forgotten since the job was queued.
      return Optional.empty();
    }
    if (store.imports().find(repositoryId).finishedAt().isEmpty()) {
      return Optional.of(NOT_IMPORTED);
    }
    if (!training.tryLock()) {
      return Optional.of(BUSY);
    }
    try {
      if (learner.due(repositoryId)) {
        learner.learn(repositoryId);
      }
      checked.accept(repositoryId);
      return Optional.of(BETWEEN_CHECKS);
    } finally {
      training.unlock();
    }
  }
}
