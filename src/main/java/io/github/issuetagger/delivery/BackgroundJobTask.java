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

/** Runs a background job's steps on the queue, one after the other. */
final class BackgroundJobTask {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundJobTask.class);

  /** The pause after an unexpected failure or a failure of the store. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final BackgroundJob job;
  private final FailureClassifier classifier;
  private final Clock clock;

  BackgroundJobTask(BackgroundJob job, FailureClassifier classifier, Clock clock) {
    this.job = job;
    this.classifier = classifier;
    this.clock = clock;
  }

  static TaskDescriptor<Void> descriptor(BackgroundJob job) {
    return TaskDescriptor.of(job.name());
  }

  CustomTask<Void> task() {
    return Tasks.custom(descriptor(job))
        .onFailure(
            (complete, operations) -> operations.reschedule(complete, clock.instant().plus(PAUSE)))
        .onDeadExecution((complete, operations) -> operations.reschedule(complete, clock.instant()))
        .execute((instance, context) -> execute(instance));
  }

  private CompletionHandler<Void> execute(TaskInstance<Void> instance) {
    MDC.put("job", job.name() + " " + instance.getId());
    try {
      return reschedule(job.step().run(instance.getId()).map(clock.instant()::plus));
    } catch (Exception e) {
      return reschedule(after(e));
    } finally {
      MDC.remove("job");
    }
  }

  private static CompletionHandler<Void> reschedule(Optional<Instant> due) {
    return due.<CompletionHandler<Void>>map(
            time -> (complete, operations) -> operations.reschedule(complete, time))
        .orElse((complete, operations) -> operations.remove());
  }

  private Optional<Instant> after(Exception failure) {
    Verdict verdict = classifier.classify(failure);
    if (verdict instanceof Verdict.Never) {
      LOG.warn("gave up job {}: {}", job.name(), FailureDescription.reason(failure));
      return Optional.empty();
    }
    Instant due = verdict instanceof Verdict.RetryAt at ? at.time() : clock.instant().plus(PAUSE);
    LOG.info("job {} continues at {}: {}", job.name(), due, FailureDescription.reason(failure));
    return Optional.of(due);
  }
}
