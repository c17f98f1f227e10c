package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.RepositoryClient;
import io.github.issuetagger.github.http.RestClient;
import io.github.issuetagger.github.http.UnreadableResponses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issues that the App opens. One counts as ours only if the App's own account opened it: a
 * marker alone can be copied by anybody.
 */
final class OwnIssues {
  private static final Logger log = LoggerFactory.getLogger(OwnIssues.class);

  private final RepositoryClients repositories;
  private final Supplier<String> ownLogin;

  /**
   * @param ownLogin the login of the App's account, {@code SLUG[bot]}
   */
  OwnIssues(RepositoryClients repositories, Supplier<String> ownLogin) {
    this.repositories = repositories;
    this.ownLogin = ownLogin;
  }

  /** Opens the issue as {@link IssueWriter#openIssue} says; returns its number. */
  int open(RepositoryRef repository, String marker, String title, String body) {
    RepositoryClient calls = repositories.of(repository);
    OptionalInt existing = marked(calls, marker);
    if (existing.isPresent()) {
      return existing.getAsInt();
    }
    int number =
        UnreadableResponses.sorted(
            () -> calls.handle().createIssue(title).body(body).create().getNumber());
    log.info("Opened issue {}#{}", repository.fullName(), number);
    return number;
  }

  private OptionalInt marked(RepositoryClient calls, String marker) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("state", "all");
    query.put("creator", ownLogin.get());
    Optional<String> place = Optional.empty();
    do {
      RestClient.Slice slice = calls.slice(query, place, "issues");
      OptionalInt found =
          StreamSupport.stream(slice.content().spliterator(), false)
              .filter(issue -> issue.path("body").asText().contains(marker))
              .filter(this::ours)
              .mapToInt(issue -> issue.path("number").asInt())
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
      place = slice.next();
    } while (place.isPresent());
    return OptionalInt.empty();
  }

  private boolean ours(JsonNode issue) {
    JsonNode author = issue.path("user");
    return AccountTypes.bot(author) && AccountTypes.login(author).equalsIgnoreCase(ownLogin.get());
  }
}
