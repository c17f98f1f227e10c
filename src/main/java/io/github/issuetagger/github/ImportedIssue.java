package io.github.issuetagger.github;

import io.github.issuetagger.domain.IssueSnapshot;
import java.time.Instant;

/**
 * An issue of a repository's history, in its current state.
 *
 * @param issue the issue
 * @param createdAt when the issue was opened
 * @param updatedAt when the issue was last updated
 * @param notPlanned whether the issue was closed as not planned
 */
public record ImportedIssue(
    IssueSnapshot issue, Instant createdAt, Instant updatedAt, boolean notPlanned) {}
