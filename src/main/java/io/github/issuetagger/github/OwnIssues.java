package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.HttpClients;
import io.github.issuetagger.github.http.RepositoryClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the App's issues. Only issues by the App's own account count, because anybody can copy a
 * marker.
 */
final class OwnIssues {
  private static final Logger LOG = LoggerFactory.getLogger(OwnIssues.class);

  private final HttpClients clients;
  private final Supplier<String> ownLogin;

  /**
   * @param ownLogin the login of the App's account, {@code SLUG[bot]}
   */
  OwnIssues(HttpClients clients, Supplier<String> ownLogin) {
    this.clients = clients;
    this.ownLogin = ownLogin;
  }

  /** Opens an issue unless it exists, and returns its number. See {@link IssueWriter#openIssue}. */
  int open(RepositoryRef repository, String marker, String title, String body) {
    RepositoryClient calls = clients.repository(repository);
    OptionalInt existing = findByMarker(calls, marker);
    if (existing.isPresent()) {
      return existing.getAsInt();
    }
    int number =
        calls.call(client -> client.handle().createIssue(title).body(body).create().getNumber());
    LOG.info("Opened issue {}#{}", repository.fullName(), number);
    return number;
  }

  private OptionalInt findByMarker(RepositoryClient calls, String marker) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("state", "all");
    query.put("creator", ownLogin.get());
    return calls
        .list(query, "issues")
        .filter(issue -> issue.path("body").asText().contains(marker))
        .filter(this::isOwn)
        .mapToInt(issue -> issue.path("number").asInt())
        .findFirst();
  }

  private boolean isOwn(JsonNode issue) {
    return IssueJson.isOwn(issue.path("user"), ownLogin.get());
  }
}
