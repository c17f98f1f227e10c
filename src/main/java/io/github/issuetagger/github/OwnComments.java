package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.RepositoryClient;
import io.github.issuetagger.github.http.UnreadableResponses;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The App's comments. One counts as ours only if the App's own account wrote it: a marker alone can
 * be copied by anybody.
 */
final class OwnComments {
  private static final Logger log = LoggerFactory.getLogger(OwnComments.class);

  private final RepositoryClients repositories;
  private final Supplier<String> ownLogin;

  /**
   * @param ownLogin the login of the App's account, {@code SLUG[bot]}
   */
  OwnComments(RepositoryClients repositories, Supplier<String> ownLogin) {
    this.repositories = repositories;
    this.ownLogin = ownLogin;
  }

  /** Writes the comment as {@link IssueWriter#putComment} says; returns its id. */
  long put(RepositoryRef repository, int number, OptionalLong knownId, String marker, String body) {
    RepositoryClient calls = repositories.of(repository);
    Optional<JsonNode> existing =
        known(calls, number, knownId).or(() -> marked(calls, number, marker));
    if (existing.isPresent() && edit(calls, number, existing.get(), body)) {
      return id(existing.get());
    }
    long id = UnreadableResponses.sorted(() -> calls.issue(number).comment(body).getId());
    log.info("Commented on {}#{}: comment {}", repository.fullName(), number, id);
    return id;
  }

  private Optional<JsonNode> known(RepositoryClient calls, int number, OptionalLong knownId) {
    if (knownId.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode comment = calls.get("issues", "comments", Long.toString(knownId.getAsLong()));
      boolean here = comment.path("issue_url").asText().endsWith("/issues/" + number);
      return Optional.of(comment).filter(found -> here && ours(found));
    } catch (CallFailedException e) {
      if (e.gone()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<JsonNode> marked(RepositoryClient calls, int number, String marker) {
    return calls
        .list("issues", Integer.toString(number), "comments")
        .filter(comment -> comment.path("body").asText().contains(marker))
        .filter(this::ours)
        .findFirst();
  }

  private boolean ours(JsonNode comment) {
    JsonNode author = comment.path("user");
    return AccountTypes.bot(author) && AccountTypes.login(author).equalsIgnoreCase(ownLogin.get());
  }

  /** Returns false when the comment was deleted in between. */
  private boolean edit(RepositoryClient calls, int number, JsonNode comment, String body) {
    if (normal(comment.path("body").asText()).equals(normal(body))) {
      return true;
    }
    try {
      return UnreadableResponses.sorted(
          () -> {
            calls.comment(number, id(comment)).update(body);
            return true;
          });
    } catch (CallFailedException e) {
      if (e.gone()) {
        return false;
      }
      throw e;
    }
  }

  private static long id(JsonNode comment) {
    return comment.path("id").asLong();
  }

  /** GitHub may give line ends and the last blanks back in another way than it got them. */
  private static String normal(String body) {
    return body.replace("\r\n", "\n").strip();
  }
}
