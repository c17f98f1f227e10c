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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Deletes everything that is stored about a repository, including its webhooks and dead letters.
 * Works beside a process that serves.
 */
public final class RepositoryEraser {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // With this annotation Jackson skips unknown properties instead of copying them first.
          .addMixIn(Record.class, IgnoreUnknown.class)
          .build()
          .readerFor(Payload.class);

  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface IgnoreUnknown {}

  private record Payload(@Nullable Repository repository) {}

  private record Repository(long id, @Nullable String fullName) {}

  /** A stored delivery and its repository. */
  private record About(String guid, long repositoryId, String fullName) {}

  private final Database database;
  private final Jdbi jdbi;
  private final RepositoryStore repositories;
  private final DeliveryStore deliveries;

  public RepositoryEraser(Database database) {
    this.database = database;
    this.jdbi = database.jdbi();
    this.repositories = new RepositoryStore(jdbi);
    this.deliveries = new DeliveryStore(database);
  }

  /**
   * What was deleted.
   *
   * @param ids the IDs of the repositories that have or had the name
   * @param known whether anything besides webhooks was stored
   * @param deliveries the number of deleted webhooks
   */
  public record Forgotten(Set<Long> ids, boolean known, int deliveries) {
    public Forgotten {
      ids = Set.copyOf(ids);
    }
  }

  /** Deletes the data of the repository with that name, ignoring case. */
  public Forgotten forget(String owner, String name) {
    Set<Long> known = new HashSet<>(repositories.named(owner, name));
    Set<Long> ids = new HashSet<>(known);
    List<About> scanned = scanDeliveries();
    scanned.stream()
        .filter(about -> about.fullName().equalsIgnoreCase(owner + "/" + name))
        .map(About::repositoryId)
        // Skip a repository that only had the name before and is known under another one.
        .filter(id -> !repositories.known(id))
        .forEach(ids::add);
    List<String> guids =
        scanned.stream()
            .filter(about -> ids.contains(about.repositoryId()))
            .map(About::guid)
            .toList();
    database.inTransaction(
        () -> {
          guids.forEach(this::deleteDelivery);
          for (long id : ids) {
            repositories.forget(id);
            jdbi.useHandle(
                handle -> handle.execute("DELETE FROM issue_leases WHERE repository_id = ?", id));
          }
          return true;
        });
    return new Forgotten(ids, !known.isEmpty(), guids.size());
  }

  /**
   * Returns the stored deliveries that name a repository, with any status. Loads one payload at a
   * time.
   */
  private List<About> scanDeliveries() {
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

  /** Deletes a delivery. A worker removes its task from the queue later. */
  private void deleteDelivery(String guid) {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM deliveries WHERE guid = ?", guid));
  }
}
