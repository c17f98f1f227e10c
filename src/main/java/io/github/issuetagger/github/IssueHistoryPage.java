package io.github.issuetagger.github;

import java.util.List;
import java.util.Optional;

/**
 * A part of a repository's past.
 *
 * @param issues the issues, the newest first; pull requests are left out, so that a page may be
 *     empty and yet not the last
 * @param entries how many issues and pull requests GitHub listed
 * @param next what {@link IssueHistory#page} takes to go on; empty at the end
 */
public record IssueHistoryPage(List<ImportedIssue> issues, int entries, Optional<String> next) {
  public IssueHistoryPage {
    issues = List.copyOf(issues);
  }
}
