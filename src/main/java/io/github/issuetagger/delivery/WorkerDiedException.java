package io.github.issuetagger.delivery;

/** The process that worked on a delivery ended before it was done. */
final class WorkerDiedException extends Exception {
  private static final long serialVersionUID = 1L;

  WorkerDiedException() {
    super("the App ended while it worked on this delivery");
  }
}
