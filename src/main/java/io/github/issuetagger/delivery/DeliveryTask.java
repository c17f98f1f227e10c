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
 * Processes one delivery and catches every failure of its handler. The outcome and the delivery's
 * place on the queue are written in one transaction, which fails if another worker has taken over
 * the lease.
 */
final class DeliveryTask {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryTask.class);

  /** The pause after a delivery could not be read from the store. */
  private static final Duration STORE_PAUSE = Duration.ofSeconds(10);

  private final DeliveryLedger ledger;
  private final DeliveryHandler handler;
  private final FailureClassifier classifier;
  private final Clock clock;

  DeliveryTask(
      DeliveryLedger ledger, DeliveryHandler handler, FailureClassifier classifier, Clock clock) {
    this.ledger = ledger;
    this.handler = handler;
    this.classifier = classifier;
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

  // Catches everything, because an Error in one delivery must not affect the others.
  @SuppressWarnings("CatchingUnchecked")
  private CompletionHandler<Void> work(
      StoredDelivery stored, Delivery delivery, ExecutionContext context) {
    try {
      handler.handle(delivery);
      return (complete, operations) -> ledger.done(stored, operations::remove);
    } catch (Throwable failure) {
      // Clears the interrupt, because the store cannot be used while it is set.
      boolean interrupted = Thread.interrupted() || causedByInterrupt(failure);
      if (interrupted && context.getSchedulerState().isShuttingDown()) {
        LOG.info("interrupted by the shutdown; the next attempt follows after the next start");
        return (complete, operations) -> operations.reschedule(complete, clock.instant());
      }
      Step step = ledger.after(classify(failure), stored);
      log(stored, step, failure);
      return (complete, operations) ->
          settle(stored, step, failure, (due) -> operations.reschedule(complete, due), operations);
    }
  }

  private FailureClassifier.Verdict classify(Throwable failure) {
    return failure instanceof Exception exception
        ? classifier.classify(exception)
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

  /** Counts a failed attempt after a worker died or hung during the delivery. */
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
      log(stored.get(), step, failure);
      settle(
          stored.get(), step, failure, (due) -> operations.reschedule(complete, due), operations);
    } finally {
      MDC.remove("delivery");
    }
  }

  private static void log(StoredDelivery stored, Step step, Throwable failure) {
    if (step instanceof Step.Again again) {
      LOG.warn(
          "{} failed, next attempt at {} ({} failed so far): {}",
          stored.event(),
          again.due(),
          again.attempts(),
          FailureDescription.reason(failure));
    } else {
      LOG.error("gave up {}: {}", stored.event(), FailureDescription.reason(failure));
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
