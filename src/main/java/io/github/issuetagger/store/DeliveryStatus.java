package io.github.issuetagger.store;

/** Where a delivery stands. */
public enum DeliveryStatus {
  /** Waiting for its first or next try, or being worked on. */
  PENDING,
  /** Handled; kept until the retention is over. */
  DONE,
  /** Given up; kept until it is replayed. */
  DEAD
}
