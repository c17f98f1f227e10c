package io.github.issuetagger.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An issue of the past and the labels that people gave it.
 *
 * @param repo {@code owner/name}, empty when not known
 * @param number its number, where it has one
 * @param text title and body
 * @param labels the labels' names; none when nobody labelled it, which says nothing about any label
 * @param refused labels that somebody took off or turned down
 * @param createdAt when it was opened
 */
public record LabeledIssue(
    String repo,
    Optional<Long> number,
    IssueText text,
    List<String> labels,
    List<String> refused,
    Optional<Instant> createdAt) {
  /**
   * Oldest first: by date, then by number. Issues without a date come before those with one; those
   * without either keep the order that they are in.
   */
  public static final Comparator<LabeledIssue> BY_TIME =
      Comparator.comparing((LabeledIssue issue) -> issue.createdAt().orElse(Instant.MIN))
          .thenComparing(issue -> issue.number().orElse(0L));

  public LabeledIssue {
    labels = List.copyOf(labels);
    refused = List.copyOf(refused);
  }
}
