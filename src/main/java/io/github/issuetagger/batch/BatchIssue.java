package io.github.issuetagger.batch;

import io.github.issuetagger.domain.IssueText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One issue of a file.
 *
 * @param repo {@code owner/name}, empty when the line names none
 * @param number its number, absent when the line gives none
 * @param text title and body
 * @param labels the labels that it carries; none when the line gives none
 * @param createdAt when it was opened, absent when the line does not say so in a way that is known
 */
public record BatchIssue(
    String repo,
    Optional<Long> number,
    IssueText text,
    List<String> labels,
    Optional<Instant> createdAt) {
  public BatchIssue {
    labels = List.copyOf(labels);
  }
}
