package io.github.issuetagger.webhook;

import java.util.concurrent.Semaphore;

/**
 * Limits the memory of all request bodies together while they are read and checked. Anybody can
 * send a body, and its signature can only be checked once the body is complete. Bodies of ordinary
 * size need no share of the limit, so they are accepted even while large ones are refused.
 */
final class BodyMemory {
  private static final int UNIT = 64 * 1024;

  private final Semaphore units;

  /**
   * @param bytes the limit for all bodies together
   */
  BodyMemory(long bytes) {
    this.units = new Semaphore(Math.toIntExact(bytes / UNIT));
  }

  Claim open() {
    return new Claim();
  }

  /** The memory of one request. */
  final class Claim implements AutoCloseable {
    private int held;

    /** Grows the claim to this body size. Returns false if too little memory is left. */
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
