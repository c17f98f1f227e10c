package io.github.issuetagger.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Looks into every stored payload for the repository that it is about, one at a time. */
final class PayloadScanner {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // Only this skips what is unknown; without it Jackson copies it first.
          .addMixIn(Record.class, IgnoreUnknown.class)
          .build()
          .readerFor(Payload.class);

  private final Jdbi jdbi;
  private final DeliveryStore deliveries;

  PayloadScanner(Database database) {
    this.jdbi = database.jdbi();
    this.deliveries = new DeliveryStore(database);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface IgnoreUnknown {}

  private record Payload(@Nullable Repository repository) {}

  private record Repository(long id, @Nullable String fullName) {}

  /** A delivery about a repository. */
  record About(String guid, long repositoryId, String fullName) {}

  /** The stored deliveries that are about a repository, whatever their status. */
  List<About> deliveries() {
    List<String> guids =
        jdbi.withHandle(
            handle -> handle.createQuery("SELECT guid FROM deliveries").mapTo(String.class).list());
    return guids.stream()
        .flatMap(guid -> deliveries.load(guid).stream())
        .flatMap(delivery -> about(delivery).stream())
        .toList();
  }

  private static Optional<About> about(Delivery delivery) {
    try {
      @Nullable Payload payload = READER.readValue(delivery.payload());
      return Optional.ofNullable(payload)
          .map(Payload::repository)
          .map(
              repository ->
                  new About(
                      delivery.guid(),
                      repository.id(),
                      repository.fullName() == null ? "" : repository.fullName()));
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a delivery; its place on the queue goes when a worker finds it empty. */
  void delete(String guid) {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM deliveries WHERE guid = ?", guid));
  }
}
