package io.github.issuetagger.delivery;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.store.database.StoreException;
import java.time.Clock;

/**
 * The durable inbox. A delivery and its place on the queue are stored together, before anybody is
 * told that it was accepted; so nothing that was accepted can be lost.
 */
public final class Inbox {
  private final Database database;
  private final DeliveryStore deliveries;
  private final DeliveryQueue queue;
  private final Clock clock;
  private final Runnable wake;

  /**
   * @param wake called after something was put on the queue, to work on it without delay; does
   *     nothing in a process that has no worker
   */
  public Inbox(Database database, Clock clock, Runnable wake) {
    this.database = database;
    this.deliveries = new DeliveryStore(database);
    this.queue = new DeliveryQueue(database);
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Stores the delivery durably. One whose GUID was seen before has no second effect, unless the
   * first one was given up.
   *
   * @throws DeliveryNotStoredException when it could not be stored
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

  /** Puts a dead letter back on the queue, with fresh tries; false when there is none. */
  public boolean replay(String guid) {
    boolean revived = database.inTransaction(() -> revive(guid));
    if (revived) {
      wake.run();
    }
    return revived;
  }

  /**
   * Puts every dead letter back on the queue, each one once: those that a worker gives up again
   * meanwhile stay where they are. Answers how many there were.
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

  /** What became of a delivery that arrived. */
  public enum Receipt {
    /** New, and stored. */
    ACCEPTED,
    /** Seen before; nothing happens again. */
    DUPLICATE,
    /** Seen before and given up then; tried anew. */
    REQUEUED
  }
}
