package io.github.issuetagger.store;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The repositories that the App has worked on. All that is stored about one hangs on its row and
 * goes with it.
 */
public final class RepositoryStore {
  private final Jdbi jdbi;

  public RepositoryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Notes the repository under its present name, owner and installation. */
  public void seen(RepositoryRef repository) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO repositories (id, installation_id, owner, name)
                    VALUES (:id, :installation, :owner, :name)
                    ON CONFLICT (id) DO UPDATE
                    SET installation_id = excluded.installation_id, owner = excluded.owner,
                        name = excluded.name
                    WHERE repositories.installation_id <> excluded.installation_id
                       OR repositories.owner <> excluded.owner
                       OR repositories.name <> excluded.name
                    """)
                .bind("id", repository.id())
                .bind("installation", repository.installationId())
                .bind("owner", repository.owner())
                .bind("name", repository.name())
                .execute());
  }

  /**
   * Notes a new name, owner or installation, if we know the repository at all.
   *
   * @return whether we do
   */
  public boolean moved(RepositoryRef repository) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE repositories
                        SET installation_id = :installation, owner = :owner, name = :name
                        WHERE id = :id
                        """)
                    .bind("id", repository.id())
                    .bind("installation", repository.installationId())
                    .bind("owner", repository.owner())
                    .bind("name", repository.name())
                    .execute())
        == 1;
  }

  /** GitHub's numbers of the repositories that we know under that name, whatever its case. */
  public List<Long> named(String owner, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id FROM repositories
                    WHERE LOWER(owner) = LOWER(:owner) AND LOWER(name) = LOWER(:name)
                    """)
                .bind("owner", owner)
                .bind("name", name)
                .mapTo(Long.class)
                .list());
  }

  /** GitHub's numbers of all repositories that we know. */
  public List<Long> ids() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT id FROM repositories").mapTo(Long.class).list());
  }

  /** The repository of that number, if we know it. */
  public Optional<RepositoryRef> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM repositories WHERE id = :id")
                .bind("id", id)
                .map(
                    (row, context) ->
                        new RepositoryRef(
                            row.getLong("installation_id"),
                            row.getLong("id"),
                            row.getString("owner"),
                            row.getString("name")))
                .findOne());
  }

  /** Whether we know the repository of that number. */
  public boolean known(long id) {
    return find(id).isPresent();
  }

  /** Forgets all about a repository. */
  public void forget(long repositoryId) {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM repositories WHERE id = ?", repositoryId));
  }

  /** Forgets all about an installation's repositories. */
  public void forgetInstallation(long installationId) {
    jdbi.useHandle(
        handle ->
            handle.execute("DELETE FROM repositories WHERE installation_id = ?", installationId));
  }
}
