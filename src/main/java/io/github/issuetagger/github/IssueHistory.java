package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import io.github.issuetagger.github.http.HttpClients;
import io.github.issuetagger.github.http.RestClient;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads a repository's existing issues page by page. */
public final class IssueHistory {
  /** Which issues to read. */
  public enum Which {
    ALL,
    OPEN
  }

  private final HttpClients clients;

  IssueHistory(HttpClients clients) {
    this.clients = clients;
  }

  /**
   * Returns a page of the repository's issues, the newest first, with one call to GitHub. New
   * issues shift the pages, so an issue may appear twice.
   *
   * @param position {@link IssueHistoryPage#next} of the page before; empty for the newest issues
   * @throws GitHubException if GitHub does not answer, or no longer knows the position
   */
  public IssueHistoryPage page(RepositoryRef repository, Which which, Optional<String> position) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("state", which.name().toLowerCase(Locale.ROOT));
    query.put("sort", "created");
    query.put("direction", "desc");
    RestClient.Page page = clients.repository(repository).page(query, position, "issues");
    return new IssueHistoryPage(
        StreamSupport.stream(page.content().spliterator(), false)
            .filter(issue -> !issue.hasNonNull("pull_request"))
            .map(IssueHistory::issue)
            .toList(),
        page.content().size(),
        page.next());
  }

  private static ImportedIssue issue(JsonNode issue) {
    try {
      return new ImportedIssue(
          IssueJson.snapshot(issue),
          Instant.parse(issue.path("created_at").asText()),
          Instant.parse(issue.path("updated_at").asText()),
          issue.path("state_reason").asText().equals("not_planned"));
    } catch (DateTimeException e) {
      throw new GitHubException(
          Kind.UNAVAILABLE, "an issue in GitHub's answer has no valid date", null, null);
    }
  }
}
