package io.github.issuetagger.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.issuetagger.domain.Delivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of GitHub's payloads, as far as the App needs it. Jackson skips all other fields while
 * it reads, so that the title and body of an issue never reach memory, even in a payload of 25 MB.
 */
final class Payloads {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // Skips unknown fields. The mapper's feature of that kind would copy them first.
          .addMixIn(Record.class, IgnoreUnknown.class)
          .build();

  private Payloads() {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface IgnoreUnknown {}

  /** The payload of an event about an issue. */
  record IssuesPayload(
      @Nullable String action,
      @Nullable Installation installation,
      @Nullable Repository repository,
      @Nullable IssueJson issue,
      @Nullable Named label,
      @Nullable User sender,
      @Nullable IssueChanges changes) {}

  /** The payload of an event about a comment. */
  record CommentPayload(
      @Nullable String action,
      @Nullable Installation installation,
      @Nullable Repository repository,
      @Nullable CommentedIssue issue,
      @Nullable Comment comment,
      @Nullable User sender,
      @Nullable CommentChanges changes) {}

  /** The payload of an event about a label. */
  record LabelPayload(
      @Nullable String action,
      @Nullable Installation installation,
      @Nullable Repository repository,
      @Nullable Named label,
      @Nullable LabelChanges changes) {}

  /** The payload of an event about a repository. */
  record RepositoryPayload(
      @Nullable String action,
      @Nullable Installation installation,
      @Nullable Repository repository,
      @Nullable RepositoryChanges changes) {}

  /** The payload of the two events about an installation. */
  record InstallationPayload(
      @Nullable String action,
      @Nullable Installation installation,
      @Nullable List<ListedRepository> repositories,
      @Nullable List<ListedRepository> repositoriesAdded,
      @Nullable List<ListedRepository> repositoriesRemoved) {}

  record Installation(long id) {}

  record User(@Nullable String login, @Nullable String type) {}

  record Repository(long id, @Nullable String name, @Nullable User owner) {}

  record ListedRepository(long id, @Nullable String fullName) {}

  record Named(@Nullable String name) {}

  record IssueJson(
      int number,
      @Nullable User user,
      @Nullable List<Named> labels,
      @Nullable String createdAt,
      @Nullable String updatedAt,
      @Nullable String stateReason) {}

  record CommentedIssue(int number, @Nullable Present pullRequest, @Nullable String createdAt) {}

  record Comment(long id, @Nullable String body, @Nullable User user) {}

  /** An object of which only the presence counts. */
  record Present() {}

  record From(@Nullable String from) {}

  record IssueChanges(
      @Nullable Present title, @Nullable Present body, @Nullable Present oldIssue) {}

  record CommentChanges(@Nullable From body) {}

  record LabelChanges(@Nullable From name) {}

  record RepositoryChanges(@Nullable RenamedRepository repository, @Nullable NewOwner owner) {}

  record RenamedRepository(@Nullable From name) {}

  record NewOwner(@Nullable FormerOwner from) {}

  record FormerOwner(@Nullable User user, @Nullable User organization) {}

  /**
   * Reads a delivery's payload.
   *
   * @throws MalformedPayloadException if the payload does not have the given type
   */
  static <T> T read(Delivery delivery, Class<T> type) {
    // A reader instead of bytes: replaces invalid UTF-8 instead of rejecting it.
    try (InputStreamReader json =
        new InputStreamReader(
            new ByteArrayInputStream(delivery.payload()), StandardCharsets.UTF_8)) {
      @Nullable T payload = MAPPER.readValue(json, type);
      if (payload == null) {
        throw new MalformedPayloadException("it is empty");
      }
      return payload;
    } catch (JacksonException e) {
      // Does not pass the message on, because it may quote the payload.
      throw new MalformedPayloadException("it cannot be read as this event's");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
