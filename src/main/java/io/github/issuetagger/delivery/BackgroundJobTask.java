package io.github.issuetagger.delivery;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.github.issuetagger.delivery.FailureClassifier.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Puts a chore's steps on the queue, one after the other. */
final class BackgroundJobTask {
  private static final Logger log = LoggerFactory.getLogger(BackgroundJobTask.class);

  /** The pause after a failure that nobody foresaw, and after one of the store. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final BackgroundJob chore;
  private final FailureClassifier sorter;
  private final Clock clock;

  BackgroundJobTask(BackgroundJob chore, FailureClassifier sorter, Clock clock) {
    this.chore = chore;
    this.sorter = sorter;
    this.clock = clock;
  }

  static TaskDescriptor<Void> descriptor(BackgroundJob chore) {
    return TaskDescriptor.of(chore.name());
  }

  CustomTask<Void> task() {
    return Tasks.custom(descriptor(chore))
        .onFailure(
            (complete, operations) -> operations.reschedule(complete, clock.instant().plus(PAUSE)))
        .onDeadExecution((complete, operations) -> operations.reschedule(complete, clock.instant()))
        .execute((instance, context) -> execute(instance));
  }

  private CompletionHandler<Void> execute(TaskInstance<Void> instance) {
    MDC.put("chore", chore.name() + " " + instance.getId());
    try {
      return again(chore.step(instance.getId()).map(clock.instant()::plus));
    } catch (Exception e) {
      return again(after(e));
    } finally {
      MDC.remove("chore");
    }
  }

  private static CompletionHandler<Void> again(Optional<Instant> due) {
    return due.<CompletionHandler<Void>>map(
            time -> (complete, operations) -> operations.reschedule(complete, time))
        .orElse((complete, operations) -> operations.remove());
  }

  private Optional<Instant> after(Exception failure) {
    Verdict verdict = sorter.sort(failure);
    if (verdict instanceof Verdict.Never) {
      log.warn("{} given up: {}", chore.name(), FailureDescription.reason(failure));
      return Optional.empty();
    }
    Instant due = verdict instanceof Verdict.RetryAt at ? at.time() : clock.instant().plus(PAUSE);
    log.info("{} goes on at {}: {}", chore.name(), due, FailureDescription.reason(failure));
    return Optional.of(due);
  }
}
