package io.github.issuetagger.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An issue with the labels that people gave it.
 *
 * @param repo {@code owner/name}; empty if unknown
 * @param number the issue's number, if known
 * @param text the title and body
 * @param labels the names of the labels; empty if nobody labeled the issue, so that it is evidence
 *     neither for nor against a label
 * @param refused labels that someone removed or rejected
 * @param createdAt when the issue was opened, if known
 */
public record LabeledIssue(
    String repo,
    Optional<Long> number,
    IssueText text,
    List<String> labels,
    List<String> refused,
    Optional<Instant> createdAt) {
  /**
   * Orders issues by date, then by number, oldest first. Issues without a date come first. Issues
   * without date and number keep their order.
   */
  public static final Comparator<LabeledIssue> BY_TIME =
      Comparator.comparing((LabeledIssue issue) -> issue.createdAt().orElse(Instant.MIN))
          .thenComparing(issue -> issue.number().orElse(0L));

  public LabeledIssue {
    labels = List.copyOf(labels);
    refused = List.copyOf(refused);
  }
}
