package io.github.issuetagger.store;

/** The status of a delivery. */
public enum DeliveryStatus {
  /** Waiting for an attempt, or in progress. */
  PENDING,
  /** Handled. Kept until the retention period ends. */
  DONE,
  /** Failed permanently. Kept until it is replayed. */
  DEAD
}
