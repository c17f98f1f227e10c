package io.github.issuetagger.batch;

import io.github.issuetagger.issue.IssueText;
import java.util.Optional;

/**
 * One issue of a file.
 *
 * @param repo {@code owner/name}, empty when the line names none
 * @param number its number, absent when the line gives none
 * @param text title and body
 */
public record BatchIssue(String repo, Optional<Long> number, IssueText text) {}
