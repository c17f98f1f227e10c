package io.github.issuetagger.delivery;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.github.issuetagger.delivery.RetrySchedule.Step;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.StoredDelivery;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Works on one delivery. Every failure of the handler ends here. What becomes of the delivery and
 * of its place on the queue is written in one transaction, which fails if this worker has lost its
 * lease to another one meanwhile.
 */
final class DeliveryTask {
  private static final Logger log = LoggerFactory.getLogger(DeliveryTask.class);

  /** The pause before a delivery is looked at again that could not be read from the store. */
  private static final Duration STORE_PAUSE = Duration.ofSeconds(10);

  private final DeliveryLedger ledger;
  private final DeliveryHandler handler;
  private final FailureClassifier sorter;
  private final Clock clock;

  DeliveryTask(
      DeliveryLedger ledger, DeliveryHandler handler, FailureClassifier sorter, Clock clock) {
    this.ledger = ledger;
    this.handler = handler;
    this.sorter = sorter;
    this.clock = clock;
  }

  CustomTask<Void> task() {
    return Tasks.custom(DeliveryQueue.TASK)
        .onFailure(
            (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(STORE_PAUSE)))
        .onDeadExecution(this::workerDied)
        .execute(this::execute);
  }

  private CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
    String guid = instance.getId();
    MDC.put("delivery", guid);
    try {
      Optional<StoredDelivery> stored =
          ledger.find(guid).filter(found -> found.status() == DeliveryStatus.PENDING);
      Optional<Delivery> delivery = stored.flatMap(found -> ledger.load(guid));
      if (stored.isEmpty() || delivery.isEmpty()) {
        return (complete, operations) -> operations.remove();
      }
      return work(stored.get(), delivery.get(), context);
    } finally {
      MDC.remove("delivery");
    }
  }

  // Everything is caught: an Error in the handler of one delivery must not cost the others.
  @SuppressWarnings("CatchingUnchecked")
  private CompletionHandler<Void> work(
      StoredDelivery stored, Delivery delivery, ExecutionContext context) {
    try {
      handler.handle(delivery);
      return (complete, operations) -> ledger.done(stored, operations::remove);
    } catch (Throwable failure) {
      // Cleared, or the store could not be reached with it.
      boolean interrupted = Thread.interrupted() || causedByInterrupt(failure);
      if (interrupted && context.getSchedulerState().isShuttingDown()) {
        log.info("interrupted by the stop; its next try comes after the next start");
        return (complete, operations) -> operations.reschedule(complete, clock.instant());
      }
      Step step = ledger.after(sort(failure), stored);
      tell(stored, step, failure);
      return (complete, operations) ->
          settle(stored, step, failure, (due) -> operations.reschedule(complete, due), operations);
    }
  }

  private FailureClassifier.Verdict sort(Throwable failure) {
    return failure instanceof Exception exception
        ? sorter.sort(exception)
        : new FailureClassifier.Verdict.RetryLater();
  }

  private void settle(
      StoredDelivery stored,
      Step step,
      Throwable failure,
      Consumer<Instant> reschedule,
      ExecutionOperations<Void> operations) {
    if (step instanceof Step.Again again) {
      ledger.again(stored, again, failure, () -> reschedule.accept(again.due()));
    } else if (step instanceof Step.GiveUp giveUp) {
      ledger.giveUp(stored, giveUp, failure, operations::remove);
    }
  }

  /** A process ended, or stood still too long, while it worked on this: that is a failed try. */
  private void workerDied(ExecutionComplete complete, ExecutionOperations<Void> operations) {
    String guid = complete.getExecution().taskInstance.getId();
    MDC.put("delivery", guid);
    try {
      Optional<StoredDelivery> stored =
          ledger.find(guid).filter(found -> found.status() == DeliveryStatus.PENDING);
      if (stored.isEmpty()) {
        operations.remove();
        return;
      }
      Step step = ledger.afterCrash(stored.get());
      WorkerDiedException failure = new WorkerDiedException();
      tell(stored.get(), step, failure);
      settle(
          stored.get(), step, failure, (due) -> operations.reschedule(complete, due), operations);
    } finally {
      MDC.remove("delivery");
    }
  }

  private void tell(StoredDelivery stored, Step step, Throwable failure) {
    if (step instanceof Step.Again again) {
      log.warn(
          "{} failed, next try at {} ({} failed so far): {}",
          stored.event(),
          again.due(),
          again.attempts(),
          FailureDescription.reason(failure));
    } else {
      log.error("{} given up: {}", stored.event(), FailureDescription.reason(failure));
    }
  }

  private static boolean causedByInterrupt(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof InterruptedIOException
          || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }
}
