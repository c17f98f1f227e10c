package io.github.issuetagger.delivery;

import io.github.issuetagger.delivery.FailureClassifier.Verdict;
import io.github.issuetagger.delivery.RetrySchedule.Step;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.StoredDelivery;
import io.github.issuetagger.store.database.Database;
import java.time.Clock;
import java.util.Optional;

/**
 * Keeps a delivery's row and its place on the queue consistent: a change of the row commits
 * together with the given change of the queue.
 */
final class DeliveryLedger {
  private final Database database;
  private final DeliveryStore deliveries;
  private final RetrySchedule schedule;
  private final Clock clock;

  DeliveryLedger(Database database, RetrySchedule schedule, Clock clock) {
    this.database = database;
    this.deliveries = new DeliveryStore(database);
    this.schedule = schedule;
    this.clock = clock;
  }

  Optional<StoredDelivery> find(String guid) {
    return deliveries.find(guid);
  }

  Optional<Delivery> load(String guid) {
    return deliveries.load(guid);
  }

  Step after(Verdict verdict, StoredDelivery stored) {
    return schedule.after(verdict, stored.attempts(), stored.postponements(), clock.instant());
  }

  /** Counts a crash as a failed attempt, so that a payload cannot crash the process forever. */
  Step afterCrash(StoredDelivery stored) {
    Step step = after(new Verdict.RetryLater(), stored);
    return step instanceof Step.Again again
        ? new Step.Again(clock.instant(), again.attempts(), again.postponements())
        : step;
  }

  void done(StoredDelivery stored, Runnable takeOff) {
    together(() -> deliveries.done(stored.guid(), clock.instant()), takeOff);
  }

  void again(StoredDelivery stored, Step.Again step, Throwable failure, Runnable reschedule) {
    together(
        () ->
            deliveries.retry(
                stored.guid(),
                step.attempts(),
                step.postponements(),
                step.due(),
                FailureDescription.of(failure)),
        reschedule);
  }

  void giveUp(StoredDelivery stored, Step.GiveUp step, Throwable failure, Runnable takeOff) {
    together(
        () ->
            deliveries.dead(
                stored.guid(), step.attempts(), clock.instant(), FailureDescription.of(failure)),
        takeOff);
  }

  private void together(Runnable row, Runnable place) {
    database.inTransaction(
        () -> {
          row.run();
          place.run();
          return true;
        });
  }
}
