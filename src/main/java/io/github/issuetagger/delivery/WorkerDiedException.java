package io.github.issuetagger.delivery;

/** The process ended while it worked on a delivery. */
final class WorkerDiedException extends Exception {
  private static final long serialVersionUID = 1L;

  WorkerDiedException() {
    super("the App ended while it worked on this delivery");
  }
}
