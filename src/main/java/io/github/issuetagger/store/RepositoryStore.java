package io.github.issuetagger.store;

import io.github.issuetagger.domain.RepositoryRef;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Stores the repositories that the App has handled. All other data of a repository refers to its
 * row and is deleted with it.
 */
public final class RepositoryStore {
  private final Jdbi jdbi;

  public RepositoryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Stores the repository with its current name, owner and installation. */
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
   * Updates name, owner and installation of a known repository.
   *
   * @return true if the repository is known
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

  /** Returns the IDs of the known repositories with that name, ignoring case. */
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

  /** Returns the IDs of all known repositories. */
  public List<Long> ids() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT id FROM repositories").mapTo(Long.class).list());
  }

  /** Returns the repository with that ID, if it is known. */
  public Optional<RepositoryRef> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM repositories WHERE id = :id")
                .bind("id", id)
                .map(ConstructorMapper.of(RepositoryRef.class))
                .findOne());
  }

  /** Returns true if the repository with that ID is known. */
  public boolean known(long id) {
    return find(id).isPresent();
  }

  /** Deletes all data of a repository. */
  public void forget(long repositoryId) {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM repositories WHERE id = ?", repositoryId));
  }

  /** Deletes all data of an installation's repositories. */
  public void forgetInstallation(long installationId) {
    jdbi.useHandle(
        handle ->
            handle.execute("DELETE FROM repositories WHERE installation_id = ?", installationId));
  }
}
