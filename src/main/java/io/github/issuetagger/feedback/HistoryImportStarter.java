package io.github.issuetagger.feedback;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.RepositoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the past of a repository is read when the App is installed there. */
public final class HistoryImportStarter {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryImportStarter.class);
  private static final ObjectReader READER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addMixIn(Record.class, IgnoreUnknown.class)
          .build()
          .readerFor(Payload.class);

  private final RepositoryStore repositories;
  private final LongConsumer read;

  /**
   * @param read sees that the past of the repository of that number is read, once
   */
  public HistoryImportStarter(RepositoryStore repositories, LongConsumer read) {
    this.repositories = repositories;
    this.read = read;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface IgnoreUnknown {}

  private record Installation(long id) {}

  private record Named(long id, @Nullable String fullName) {}

  private record Payload(
      @Nullable String action,
      @Nullable Installation installation,
      @Nullable List<Named> repositories,
      @Nullable List<Named> repositoriesAdded) {}

  /** Notes the repositories that the delivery says are new. */
  public void handle(Delivery delivery) {
    switch (delivery.event()) {
      case "installation" ->
          payload(delivery)
              .filter(payload -> "created".equals(payload.action()))
              .ifPresent(payload -> start(payload, payload.repositories()));
      case "installation_repositories" ->
          payload(delivery).ifPresent(payload -> start(payload, payload.repositoriesAdded()));
      default -> {}
    }
  }

  private static Optional<Payload> payload(Delivery delivery) {
    try {
      return Optional.ofNullable(READER.<@Nullable Payload>readValue(delivery.payload()));
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(Payload payload, @Nullable List<Named> added) {
    Installation installation = payload.installation();
    if (installation == null || added == null) {
      return;
    }
    List<RepositoryRef> found =
        added.stream().flatMap(named -> ref(installation.id(), named)).toList();
    for (RepositoryRef repository : found) {
      repositories.seen(repository);
      read.accept(repository.id());
    }
    LOG.info("the past of {} repositories is going to be read", found.size());
  }

  private static Stream<RepositoryRef> ref(long installation, Named named) {
    String fullName = named.fullName();
    List<String> parts = fullName == null ? List.of() : List.of(fullName.split("/", -1));
    if (parts.size() != 2 || named.id() < 1) {
      return Stream.empty();
    }
    try {
      return Stream.of(new RepositoryRef(installation, named.id(), parts.get(0), parts.get(1)));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
