package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.LabeledIssue;
import java.util.List;

/**
 * A label that was given where another belongs.
 *
 * @param expected the label that belongs and was not given
 * @param given the label that was given and does not belong
 * @param count on how many issues
 * @param issues some of them
 */
public record Confusion(String expected, String given, int count, List<LabeledIssue> issues) {
  public Confusion {
    issues = List.copyOf(issues);
  }
}
