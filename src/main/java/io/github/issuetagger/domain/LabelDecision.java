package io.github.issuetagger.domain;

/**
 * What is to happen with one label on one issue, and why.
 *
 * @param label the label's name as the repository spells it
 * @param score the prediction's score, 0–1
 * @param threshold the threshold that decided, 0–1
 * @param outcome apply, suggest or leave
 * @param reason one short clause for logs and people, without text from the issue
 */
public record LabelDecision(
    String label, double score, double threshold, Outcome outcome, String reason) {
  /** What happens with a label. */
  public enum Outcome {
    APPLY,
    SUGGEST,
    LEAVE
  }
}
