package io.github.issuetagger.github;

import io.github.issuetagger.domain.IssueSnapshot;
import java.time.Instant;

/**
 * An issue out of a repository's past, as it stands now.
 *
 * @param issue the issue
 * @param createdAt when it was opened
 * @param updatedAt when something last happened to it
 * @param notPlanned whether it was closed as not planned
 */
public record ImportedIssue(
    IssueSnapshot issue, Instant createdAt, Instant updatedAt, boolean notPlanned) {}
