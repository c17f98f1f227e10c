package io.github.issuetagger.feedback;

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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a webhook about an issue or a label that tell what people did with labels.
 * Title and body are skipped while it is read.
 */
record LabelEvent(
    @Nullable String action,
    @Nullable Numbered installation,
    @Nullable Repository repository,
    @Nullable Issue issue,
    @Nullable Named label,
    @Nullable Account sender,
    @Nullable Changes changes) {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // Only this skips what is unknown; without it Jackson copies it first.
          .addMixIn(Record.class, IgnoreUnknown.class)
          .build()
          .readerFor(LabelEvent.class);

  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface IgnoreUnknown {}

  record Numbered(long id) {}

  record Repository(long id, @Nullable String name, @Nullable Account owner) {}

  record Named(@Nullable String name) {}

  /** A person, a bot or an organization. */
  record Account(@Nullable String login, @Nullable String type) {
    boolean bot() {
      return "Bot".equals(type) || (login != null && login.endsWith("[bot]"));
    }

    boolean is(@Nullable Account other) {
      return other != null
          && login != null
          && other.login() != null
          && login.equalsIgnoreCase(other.login());
    }
  }

  record Issue(
      int number,
      @Nullable Account user,
      @Nullable List<Named> labels,
      @Nullable String createdAt,
      @Nullable String updatedAt,
      @Nullable String stateReason) {}

  record Said() {}

  record Was(@Nullable String from) {}

  record Changes(@Nullable Was name, @Nullable Said oldIssue) {}

  /** Reads a delivery's payload; empty when it is not what GitHub sends. */
  static Optional<LabelEvent> of(Delivery delivery) {
    // A reader, not bytes: what is not valid UTF-8 is replaced instead of refused.
    try (InputStreamReader json =
        new InputStreamReader(
            new ByteArrayInputStream(delivery.payload()), StandardCharsets.UTF_8)) {
      return Optional.ofNullable(READER.<@Nullable LabelEvent>readValue(json));
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String actionOrNone() {
    return action == null ? "" : action;
  }

  /** The repository as this installation reaches it; empty when the payload names none. */
  Optional<RepositoryRef> repositoryRef() {
    if (installation == null
        || repository == null
        || repository.id() < 1
        || repository.name() == null
        || repository.owner() == null
        || repository.owner().login() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RepositoryRef(
              installation.id(), repository.id(), repository.owner().login(), repository.name()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Optional<Issue> numberedIssue() {
    return Optional.ofNullable(issue).filter(found -> found.number() >= 1);
  }

  /** The label that it is about; GitHub names none on issues whose label was deleted. */
  Optional<String> labelName() {
    return Optional.ofNullable(label).map(Named::name).filter(name -> !name.isBlank());
  }

  /** The name that the label had before. */
  Optional<String> formerName() {
    return Optional.ofNullable(changes).map(Changes::name).map(Was::from);
  }

  boolean cameFromElsewhere() {
    return changes != null && changes.oldIssue() != null;
  }

  /** The names of the labels on the issue, after what happened. */
  static List<String> labels(Issue issue) {
    List<Named> labels = issue.labels();
    return labels == null
        ? List.of()
        : labels.stream().map(Named::name).filter(Objects::nonNull).toList();
  }

  /** When it happened: GitHub's time, for webhooks overtake each other. */
  static Instant at(Issue issue, Delivery delivery) {
    return time(issue.updatedAt()).orElse(delivery.receivedAt());
  }

  static Instant createdAt(Issue issue, Delivery delivery) {
    return time(issue.createdAt()).orElse(delivery.receivedAt());
  }

  private static Optional<Instant> time(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
