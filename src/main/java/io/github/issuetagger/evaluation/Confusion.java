package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.LabeledIssue;
import java.util.List;

/**
 * A label that was given instead of another.
 *
 * @param expected the label that belongs but was not given
 * @param given the label that was given but does not belong
 * @param count the number of issues
 * @param issues some of these issues
 */
public record Confusion(String expected, String given, int count, List<LabeledIssue> issues) {
  public Confusion {
    issues = List.copyOf(issues);
  }
}
