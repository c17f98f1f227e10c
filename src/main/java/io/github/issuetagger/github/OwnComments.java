package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.HttpClients;
import io.github.issuetagger.github.http.RepositoryClient;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates and updates the App's comments. Only comments by the App's own account count, because
 * anybody can copy a marker.
 */
final class OwnComments {
  private static final Logger LOG = LoggerFactory.getLogger(OwnComments.class);

  private final HttpClients clients;
  private final Supplier<String> ownLogin;

  /**
   * @param ownLogin the login of the App's account, {@code SLUG[bot]}
   */
  OwnComments(HttpClients clients, Supplier<String> ownLogin) {
    this.clients = clients;
    this.ownLogin = ownLogin;
  }

  /**
   * Creates or updates the App's comment and returns its ID. See {@link IssueWriter#putComment}.
   */
  long put(RepositoryRef repository, int number, OptionalLong knownId, String marker, String body) {
    RepositoryClient calls = clients.repository(repository);
    Optional<JsonNode> existing =
        findById(calls, number, knownId).or(() -> findByMarker(calls, number, marker));
    if (existing.isPresent() && edit(calls, number, existing.get(), body)) {
      return id(existing.get());
    }
    long id = calls.call(client -> client.issue(number).comment(body).getId());
    LOG.info("Commented on {}#{}: comment {}", repository.fullName(), number, id);
    return id;
  }

  private Optional<JsonNode> findById(RepositoryClient calls, int number, OptionalLong knownId) {
    if (knownId.isEmpty()) {
      return Optional.empty();
    }
    String id = Long.toString(knownId.getAsLong());
    return CallFailedException.emptyIfGone(() -> calls.get("issues", "comments", id))
        .filter(comment -> comment.path("issue_url").asText().endsWith("/issues/" + number))
        .filter(this::isOwn);
  }

  private Optional<JsonNode> findByMarker(RepositoryClient calls, int number, String marker) {
    return calls
        .list("issues", Integer.toString(number), "comments")
        .filter(comment -> comment.path("body").asText().contains(marker))
        .filter(this::isOwn)
        .findFirst();
  }

  private boolean isOwn(JsonNode comment) {
    return IssueJson.isOwn(comment.path("user"), ownLogin.get());
  }

  /** Returns false if the comment was deleted in the meantime. */
  private boolean edit(RepositoryClient calls, int number, JsonNode comment, String body) {
    if (normalize(comment.path("body").asText()).equals(normalize(body))) {
      return true;
    }
    return CallFailedException.emptyIfGone(
            () ->
                calls.call(
                    client -> {
                      client.comment(number, id(comment)).update(body);
                      return true;
                    }))
        .isPresent();
  }

  private static long id(JsonNode comment) {
    return comment.path("id").asLong();
  }

  /** Normalizes the text, because GitHub may change line endings and trailing whitespace. */
  private static String normalize(String body) {
    return body.replace("\r\n", "\n").strip();
  }
}
