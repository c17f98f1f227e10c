package io.github.issuetagger.delivery;

import io.github.issuetagger.delivery.RetrySchedule.Step;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.StoredDelivery;
import io.github.issuetagger.store.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recovers the deliveries that a killed process held, right at the start. Does so only if no other
 * process serves the database; with replicas, missing heartbeats show which worker died.
 */
final class CrashRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(CrashRecovery.class);

  private final Database database;
  private final PickedTaskStore picked;
  private final DeliveryLedger ledger;

  CrashRecovery(Database database, DeliveryLedger ledger) {
    this.database = database;
    this.picked = new PickedTaskStore(database);
    this.ledger = ledger;
  }

  void run() {
    if (!database.servesAlone()) {
      return;
    }
    int recovered =
        database.inTransaction(
            () -> {
              int count = 0;
              for (String guid : picked.instances(DeliveryQueue.TASK.getTaskName())) {
                ledger
                    .find(guid)
                    .filter(stored -> stored.status() == DeliveryStatus.PENDING)
                    .ifPresent(this::recover);
                count++;
              }
              picked.releaseAll();
              return count;
            });
    if (recovered > 0) {
      LOG.warn("recovered {} deliveries that were in progress when the App ended", recovered);
    }
  }

  private void recover(StoredDelivery stored) {
    Step step = ledger.afterCrash(stored);
    if (step instanceof Step.Again again) {
      ledger.again(stored, again, new WorkerDiedException(), () -> {});
    } else if (step instanceof Step.GiveUp giveUp) {
      ledger.giveUp(
          stored,
          giveUp,
          new WorkerDiedException(),
          () -> picked.remove(DeliveryQueue.TASK.getTaskName(), stored.guid()));
    }
  }
}
