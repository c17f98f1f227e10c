package io.github.issuetagger.store;

/**
 * One thing that a run does.
 *
 * @param kind what
 * @param label with which label; empty for a comment
 * @param score the prediction's score, 0–1; 0 for a comment
 * @param threshold the threshold that decided, 0–1; 0 for a comment
 * @param reason why it was planned or, when it was skipped, why not
 * @param status how far it is
 */
public record RunAction(
    Kind kind, String label, double score, double threshold, String reason, Status status) {
  /** What can be done. */
  public enum Kind {
    APPLY,
    SUGGEST,
    COMMENT
  }

  /** How far it is. */
  public enum Status {
    /** About to be done; after a crash it may have been. */
    PLANNED,
    /** Seen done. */
    DONE,
    /** Not done after all. */
    SKIPPED
  }

  /** Something that is about to be done. */
  public static RunAction planned(
      Kind kind, String label, double score, double threshold, String reason) {
    return new RunAction(kind, label, score, threshold, reason, Status.PLANNED);
  }

  /** The same, done. */
  public RunAction done() {
    return new RunAction(kind, label, score, threshold, reason, Status.DONE);
  }

  /** The same, not done after all. */
  public RunAction skipped(String why) {
    return new RunAction(kind, label, score, threshold, why, Status.SKIPPED);
  }
}
