package io.github.issuetagger.batch;

import io.github.issuetagger.domain.LabeledIssue;
import java.util.Optional;

/**
 * A line of an issues file: an issue, or a problem.
 *
 * @param number the line's number, counted from 1
 * @param issue the issue, if the line is one
 * @param problem what is wrong with the line, without quoting it; empty if it is an issue
 */
public record BatchLine(long number, Optional<LabeledIssue> issue, String problem) {
  static BatchLine of(long number, LabeledIssue issue) {
    return new BatchLine(number, Optional.of(issue), "");
  }

  static BatchLine bad(long number, String problem) {
    return new BatchLine(number, Optional.empty(), problem);
  }
}
