package io.github.issuetagger.store;

import io.github.issuetagger.store.database.Database;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * Deletes all that is stored about a repository, the payloads of its webhooks and its dead letters
 * among it. Works beside a process that serves.
 */
public final class RepositoryEraser {
  private final Database database;
  private final Jdbi jdbi;
  private final RepositoryStore repositories;
  private final PayloadScanner payloads;

  public RepositoryEraser(Database database) {
    this.database = database;
    this.jdbi = database.jdbi();
    this.repositories = new RepositoryStore(jdbi);
    this.payloads = new PayloadScanner(database);
  }

  /**
   * What was deleted.
   *
   * @param ids GitHub's numbers of the repositories that have, or had, the name
   * @param known whether anything was stored about it besides webhooks
   * @param deliveries how many stored webhooks were about it
   */
  public record Forgotten(Set<Long> ids, boolean known, int deliveries) {
    public Forgotten {
      ids = Set.copyOf(ids);
    }
  }

  /** Forgets the repository of that name, without regard to case. */
  public Forgotten forget(String owner, String name) {
    Set<Long> known = new HashSet<>(repositories.named(owner, name));
    Set<Long> ids = new HashSet<>(known);
    List<PayloadScanner.About> scanned = payloads.deliveries();
    scanned.stream()
        .filter(about -> about.fullName().equalsIgnoreCase(owner + "/" + name))
        .map(PayloadScanner.About::repositoryId)
        // One that is known under another name by now only had this one; it is not meant.
        .filter(id -> !repositories.known(id))
        .forEach(ids::add);
    List<String> guids =
        scanned.stream()
            .filter(about -> ids.contains(about.repositoryId()))
            .map(PayloadScanner.About::guid)
            .toList();
    database.inTransaction(
        () -> {
          guids.forEach(payloads::delete);
          for (long id : ids) {
            repositories.forget(id);
            jdbi.useHandle(
                handle -> handle.execute("DELETE FROM issue_leases WHERE repository_id = ?", id));
          }
          return true;
        });
    return new Forgotten(ids, !known.isEmpty(), guids.size());
  }
}
