package io.github.issuetagger.learning;

import io.github.issuetagger.delivery.BackgroundJob;
import io.github.issuetagger.store.LearningStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Learns the next version of each repository's model when enough was said since the last, once its
 * past has been read. The queue gives a repository to one replica at a time; of each replica's
 * threads one at a time learns.
 */
public final class LearningJob implements BackgroundJob {
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);
  private static final Duration PAST_UNREAD = Duration.ofSeconds(10);
  private static final Duration BUSY = Duration.ofSeconds(15);

  private final RepositoryLearner learner;
  private final LearningStore store;
  private final LongConsumer looked;
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * @param looked told the number of each repository after a look at it
   */
  public LearningJob(RepositoryLearner learner, LearningStore store, LongConsumer looked) {
    this.learner = learner;
    this.store = store;
    this.looked = looked;
  }

  @Override
  public String name() {
    return "learn-model";
  }

  @Override
  public Optional<Duration> step(String subject) {
    long repositoryId = Long.parseLong(subject);
    if (!store.repositories().known(repositoryId)) {
      // Forgotten meanwhile.
      return Optional.empty();
    }
    if (store.imports().find(repositoryId).finishedAt().isEmpty()) {
      return Optional.of(PAST_UNREAD);
    }
    if (!turn.tryLock()) {
      return Optional.of(BUSY);
    }
    try {
      if (learner.due(repositoryId)) {
        learner.learn(repositoryId);
      }
      looked.accept(repositoryId);
      return Optional.of(BETWEEN_LOOKS);
    } finally {
      turn.unlock();
    }
  }
}
