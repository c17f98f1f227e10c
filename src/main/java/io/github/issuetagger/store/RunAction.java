package io.github.issuetagger.store;

/**
 * An action of a run.
 *
 * @param kind the kind of action
 * @param label the label; empty for a comment
 * @param score the prediction's score, 0–1; 0 for a comment
 * @param threshold the threshold that was applied, 0–1; 0 for a comment
 * @param reason why the action was planned or skipped
 * @param status the action's status
 */
public record RunAction(
    Kind kind, String label, double score, double threshold, String reason, Status status) {
  /** The kind of an action. */
  public enum Kind {
    APPLY,
    SUGGEST,
    COMMENT
  }

  /** The status of an action. */
  public enum Status {
    /** Planned. After a crash, the action may have been carried out. */
    PLANNED,
    /** Confirmed as carried out. */
    DONE,
    /** Not carried out. */
    SKIPPED
  }

  /** Returns a planned action. */
  public static RunAction planned(
      Kind kind, String label, double score, double threshold, String reason) {
    return new RunAction(kind, label, score, threshold, reason, Status.PLANNED);
  }

  /** Returns this action as carried out. */
  public RunAction done() {
    return new RunAction(kind, label, score, threshold, reason, Status.DONE);
  }

  /** Returns this action as skipped. */
  public RunAction skipped(String why) {
    return new RunAction(kind, label, score, threshold, why, Status.SKIPPED);
  }
}
