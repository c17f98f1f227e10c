package io.github.issuetagger.commands;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.RepositoryRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comment that somebody wrote or changed on an issue.
 *
 * @param repository where
 * @param issue the issue's number
 * @param openedAt when the issue was opened, as far as the webhook tells; else when that came in
 * @param commentId GitHub's number of the comment
 * @param sender the login of who wrote or changed it
 * @param body what it says
 * @param formerBody what it said before it was changed; empty for a new one
 */
record CommentEvent(
    RepositoryRef repository,
    int issue,
    Instant openedAt,
    long commentId,
    String sender,
    String body,
    Optional<String> formerBody) {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addMixIn(Record.class, IgnoreUnknown.class)
          .build()
          .readerFor(Payload.class);

  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface IgnoreUnknown {}

  record Payload(
      @Nullable String action,
      @Nullable Installation installation,
      @Nullable Repository repository,
      @Nullable Issue issue,
      @Nullable Comment comment,
      @Nullable Changes changes,
      @Nullable Account sender) {}

  record Installation(long id) {}

  record Repository(long id, @Nullable String name, @Nullable Account owner) {}

  record Issue(int number, @Nullable JsonNode pullRequest, @Nullable String createdAt) {}

  record Comment(long id, @Nullable String body, @Nullable Account user) {}

  record Changes(@Nullable Was body) {}

  record Was(@Nullable String from) {}

  record Account(@Nullable String login, @Nullable String type) {
    boolean person() {
      return login != null && !"Bot".equals(type) && !login.endsWith("[bot]");
    }
  }

  /**
   * Reads a delivery of {@code issue_comment}; empty when it asks for nothing: the comment was
   * deleted, its text is the same, it is a bot's or a pull request's, or it is not what GitHub
   * sends.
   */
  static Optional<CommentEvent> of(Delivery delivery) {
    // A reader, not bytes: what is not valid UTF-8 is replaced instead of refused.
    try (InputStreamReader json =
        new InputStreamReader(
            new ByteArrayInputStream(delivery.payload()), StandardCharsets.UTF_8)) {
      Payload payload = READER.readValue(json);
      return Optional.ofNullable(payload).flatMap(read -> of(read, delivery.receivedAt()));
    } catch (JacksonException | IllegalArgumentException e) {
      // The message may quote the payload.
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<CommentEvent> of(Payload payload, Instant receivedAt) {
    Comment comment = payload.comment();
    Account sender = payload.sender();
    Issue issue = payload.issue();
    if (comment == null || sender == null || issue == null || comment.body() == null) {
      return Optional.empty();
    }
    Account author = comment.user();
    boolean people = sender.person() && author != null && author.person();
    Optional<RepositoryRef> repository = repository(payload);
    if (!people
        || repository.isEmpty()
        || issue.number() < 1
        || (issue.pullRequest() != null && !issue.pullRequest().isNull())) {
      return Optional.empty();
    }
    Optional<String> former =
        Optional.ofNullable(payload.changes()).map(Changes::body).map(Was::from);
    boolean created = "created".equals(payload.action());
    if (!created && !("edited".equals(payload.action()) && former.isPresent())) {
      return Optional.empty();
    }
    return Optional.of(
        new CommentEvent(
            repository.get(),
            issue.number(),
            openedAt(issue).orElse(receivedAt),
            comment.id(),
            String.valueOf(sender.login()),
            comment.body(),
            created ? Optional.empty() : former));
  }

  private static Optional<Instant> openedAt(Issue issue) {
    try {
      return Optional.ofNullable(issue.createdAt()).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<RepositoryRef> repository(Payload payload) {
    Installation installation = payload.installation();
    Repository repository = payload.repository();
    if (installation == null || repository == null || repository.owner() == null) {
      return Optional.empty();
    }
    String owner = repository.owner().login();
    String name = repository.name();
    return owner == null || name == null
        ? Optional.empty()
        : Optional.of(new RepositoryRef(installation.id(), repository.id(), owner, name));
  }
}
