package io.github.issuetagger.github;

import java.util.List;
import java.util.Optional;

/**
 * A page of a repository's issues.
 *
 * @param issues the issues without pull requests, the newest first; may be empty even if further
 *     pages follow
 * @param entries the number of issues and pull requests that GitHub listed
 * @param next the position of the next page, for {@link IssueHistory#page}; empty on the last page
 */
public record IssueHistoryPage(List<ImportedIssue> issues, int entries, Optional<String> next) {
  public IssueHistoryPage {
    issues = List.copyOf(issues);
  }
}
