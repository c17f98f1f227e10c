package io.github.issuetagger.triage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a webhook's payload that triage looks at. The rest, with the issue's title and
 * body, is skipped while it is read: a payload of 25 MB leaves no trace in memory.
 */
record TriagePayload(
    @Nullable String action,
    @Nullable Installation installation,
    @Nullable Repository repository,
    @Nullable Issue issue,
    @Nullable Named label,
    @Nullable Changes changes,
    @Nullable List<Repository> repositoriesRemoved) {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // Only this skips what is unknown; without it Jackson copies it first.
          .addMixIn(Record.class, IgnoreUnknown.class)
          .build()
          .readerFor(TriagePayload.class);

  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface IgnoreUnknown {}

  record Installation(long id) {}

  record Owner(@Nullable String login) {}

  record Repository(long id, @Nullable String name, @Nullable Owner owner) {}

  record Issue(int number) {}

  record Named(@Nullable String name) {}

  /** What was there before; only whether it is said counts, but for names. */
  record Changes(
      @Nullable Said title,
      @Nullable Said body,
      @Nullable Said oldIssue,
      @Nullable Was name,
      @Nullable RenamedRepository repository,
      @Nullable Moved owner) {}

  record Said() {}

  record Was(@Nullable String from) {}

  record RenamedRepository(@Nullable Was name) {}

  record Moved(@Nullable FormerOwner from) {}

  record FormerOwner(@Nullable Owner user, @Nullable Owner organization) {}

  /**
   * Reads a delivery's payload.
   *
   * @throws MalformedPayloadException when it is not what GitHub sends
   */
  static TriagePayload of(Delivery delivery) {
    // A reader, not bytes: what is not valid UTF-8 is replaced instead of refused.
    try (InputStreamReader json =
        new InputStreamReader(
            new ByteArrayInputStream(delivery.payload()), StandardCharsets.UTF_8)) {
      TriagePayload payload = READER.readValue(json);
      if (payload == null) {
        throw new MalformedPayloadException("it is empty");
      }
      return payload;
    } catch (JacksonException e) {
      // The message may quote the payload; the place does not.
      throw new MalformedPayloadException("it cannot be read as this event's");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String actionOrNone() {
    return action == null ? "" : action;
  }

  Optional<Long> installationId() {
    return Optional.ofNullable(installation).map(Installation::id).filter(id -> id > 0);
  }

  /** The repository as this installation reaches it; empty when no installation is named. */
  Optional<RepositoryRef> repositoryRef() {
    return installationId().map(id -> ref(id, required(repository, "repository")));
  }

  int issueNumber() {
    int number = required(issue, "issue").number();
    if (number < 1) {
      throw new MalformedPayloadException("it has no issue number");
    }
    return number;
  }

  boolean textChanged() {
    return changes != null && (changes.title() != null || changes.body() != null);
  }

  boolean cameFromElsewhere() {
    return changes != null && changes.oldIssue() != null;
  }

  /** The name that the label had before. */
  Optional<String> formerName() {
    return Optional.ofNullable(changes).map(Changes::name).map(Was::from);
  }

  String labelName() {
    return required(required(label, "label").name(), "label.name");
  }

  /** The repository under the name or owner that it had before; empty when neither changed. */
  Optional<RepositoryRef> formerRepository() {
    Optional<String> name =
        Optional.ofNullable(changes)
            .map(Changes::repository)
            .map(RenamedRepository::name)
            .map(Was::from);
    Optional<String> owner =
        Optional.ofNullable(changes)
            .map(Changes::owner)
            .map(Moved::from)
            .map(from -> from.user() == null ? from.organization() : from.user())
            .map(Owner::login);
    if (name.isEmpty() && owner.isEmpty()) {
      return Optional.empty();
    }
    return repositoryRef()
        .map(
            now ->
                checked(
                    now.installationId(),
                    now.id(),
                    owner.orElse(now.owner()),
                    name.orElse(now.name())));
  }

  List<Long> removedRepositoryIds() {
    return repositoriesRemoved == null
        ? List.of()
        : repositoriesRemoved.stream().map(Repository::id).toList();
  }

  private static RepositoryRef ref(long installation, Repository repository) {
    Owner owner = required(repository.owner(), "repository.owner");
    return checked(
        installation,
        repository.id(),
        required(owner.login(), "repository.owner.login"),
        required(repository.name(), "repository.name"));
  }

  private static RepositoryRef checked(long installation, long id, String owner, String name) {
    if (id < 1) {
      throw new MalformedPayloadException("it has no repository id");
    }
    try {
      return new RepositoryRef(installation, id, owner, name);
    } catch (IllegalArgumentException e) {
      throw new MalformedPayloadException("its repository has an impossible name");
    }
  }

  private static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new MalformedPayloadException("it has no " + field);
    }
    return value;
  }
}
