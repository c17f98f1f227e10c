package io.github.issuetagger.domain;

/**
 * The decision about one label on one issue.
 *
 * @param label the label's name as the repository spells it
 * @param score the prediction's score, 0–1
 * @param threshold the threshold of the decision, 0–1
 * @param outcome whether to apply or suggest the label, or neither
 * @param reason a short clause for logs and comments; contains no text from the issue
 */
public record LabelDecision(
    String label, double score, double threshold, Outcome outcome, String reason) {
  /** What to do with a label. */
  public enum Outcome {
    APPLY,
    SUGGEST,
    LEAVE
  }
}
