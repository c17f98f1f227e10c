package io.github.issuetagger.webhook;

import java.util.concurrent.Semaphore;

/**
 * Bounds the memory that bodies hold together while they are read and checked: anybody can send
 * one, and a signature can only be checked once all of it is here. Ordinary webhooks fit into what
 * each may hold unasked, so they are taken also while large ones are refused.
 */
final class BodyMemory {
  private static final int UNIT = 64 * 1024;

  private final Semaphore units;

  /**
   * @param bytes how much all bodies together may hold
   */
  BodyMemory(long bytes) {
    this.units = new Semaphore(Math.toIntExact(bytes / UNIT));
  }

  Claim open() {
    return new Claim();
  }

  /** What one request holds. */
  final class Claim implements AutoCloseable {
    private int held;

    /** Grows the claim to a body of that many bytes; false when the others leave too little. */
    boolean growTo(int bytes) {
      int missing = bytes / UNIT - held;
      if (missing > 0) {
        if (!units.tryAcquire(missing)) {
          return false;
        }
        held += missing;
      }
      return true;
    }

    @Override
    public void close() {
      units.release(held);
      held = 0;
    }
  }
}
