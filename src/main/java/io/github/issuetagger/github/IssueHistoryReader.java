package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import io.github.issuetagger.github.http.RestClient.Slice;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads a repository's issues page by page. */
final class IssueHistoryReader implements IssueHistory {
  private final RepositoryClients repositories;

  IssueHistoryReader(RepositoryClients repositories) {
    this.repositories = repositories;
  }

  @Override
  public IssueHistoryPage page(RepositoryRef repository, Which which, Optional<String> place) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("state", which.name().toLowerCase(Locale.ROOT));
    query.put("sort", "created");
    query.put("direction", "desc");
    Slice slice = repositories.of(repository).slice(query, place, "issues");
    return new IssueHistoryPage(
        StreamSupport.stream(slice.content().spliterator(), false)
            .filter(issue -> !issue.hasNonNull("pull_request"))
            .map(IssueHistoryReader::issue)
            .toList(),
        slice.content().size(),
        slice.next());
  }

  private static ImportedIssue issue(JsonNode issue) {
    try {
      return new ImportedIssue(
          SnapshotReader.of(issue),
          Instant.parse(issue.path("created_at").asText()),
          Instant.parse(issue.path("updated_at").asText()),
          issue.path("state_reason").asText().equals("not_planned"));
    } catch (DateTimeException e) {
      throw new GitHubException(Kind.UNAVAILABLE, "an issue of GitHub has no date", null, null);
    }
  }
}
