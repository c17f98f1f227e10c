package io.github.issuetagger.learning;

import io.github.issuetagger.store.LearningStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Trains the next model version for a repository once its history is imported and enough new
 * feedback has arrived. The queue gives a repository to one replica at a time, and each replica
 * trains one model at a time.
 */
public final class LearningJob {
  private static final Duration BETWEEN_CHECKS = Duration.ofMinutes(10);
  private static final Duration HISTORY_PENDING = Duration.ofSeconds(10);
  private static final Duration BUSY = Duration.ofSeconds(15);

  private final RepositoryLearner learner;
  private final LearningStore store;
  private final LongConsumer checked;
  private final ReentrantLock training = new ReentrantLock();

  /**
   * @param checked called with the id of a repository after each check
   */
  public LearningJob(RepositoryLearner learner, LearningStore store, LongConsumer checked) {
    this.learner = learner;
    this.store = store;
    this.checked = checked;
  }

  /**
   * Runs one step.
   *
   * @param subject the repository's id
   * @return the pause before the next step; empty if the repository is no longer known
   */
  public Optional<Duration> step(String subject) {
    long repositoryId = Long.parseLong(subject);
    if (!store.repositories().known(repositoryId)) {
      return Optional.empty();
    }
    if (store.imports().find(repositoryId).finishedAt().isEmpty()) {
      return Optional.of(HISTORY_PENDING);
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
