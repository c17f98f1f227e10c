package io.github.issuetagger.delivery;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.store.database.StoreException;
import java.time.Clock;

/**
 * The durable inbox. Stores a delivery and its place on the queue in one transaction before it is
 * reported as accepted, so that no accepted delivery is lost.
 */
public final class Inbox {
  private final Database database;
  private final DeliveryStore deliveries;
  private final DeliveryQueue queue;
  private final Clock clock;
  private final Runnable wake;

  /**
   * @param wake called after something was queued, so that the worker starts without delay; does
   *     nothing in a process without a worker
   */
  public Inbox(Database database, Clock clock, Runnable wake) {
    this.database = database;
    this.deliveries = new DeliveryStore(database);
    this.queue = new DeliveryQueue(database);
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Stores a delivery. A known GUID has no second effect unless the first delivery was given up.
   *
   * @throws DeliveryNotStoredException if the delivery could not be stored
   */
  public Receipt accept(Delivery delivery) {
    Receipt receipt;
    try {
      receipt = database.inTransaction(() -> put(delivery));
    } catch (StoreException e) {
      throw new DeliveryNotStoredException(e);
    }
    if (receipt != Receipt.DUPLICATE) {
      wake.run();
    }
    return receipt;
  }

  /** Queues a dead letter again with fresh attempts. Returns false if there is none. */
  public boolean replay(String guid) {
    boolean revived = database.inTransaction(() -> revive(guid));
    if (revived) {
      wake.run();
    }
    return revived;
  }

  /**
   * Queues every dead letter again, each one once, even if a worker gives it up again meanwhile.
   * Returns how many were queued.
   */
  public int replayDead() {
    return (int) deliveries.guids(DeliveryStatus.DEAD).stream().filter(this::replay).count();
  }

  private Receipt put(Delivery delivery) {
    if (deliveries.insert(delivery)) {
      queue.put(delivery.guid(), delivery.receivedAt());
      return Receipt.ACCEPTED;
    }
    return revive(delivery.guid()) ? Receipt.REQUEUED : Receipt.DUPLICATE;
  }

  private boolean revive(String guid) {
    if (!deliveries.revive(guid, clock.instant())) {
      return false;
    }
    queue.put(guid, clock.instant());
    return true;
  }

  /** What happened to a delivery that arrived. */
  public enum Receipt {
    /** Stored as new. */
    ACCEPTED,
    /** Known already, so nothing happens. */
    DUPLICATE,
    /** Given up before, and queued again. */
    REQUEUED
  }
}
