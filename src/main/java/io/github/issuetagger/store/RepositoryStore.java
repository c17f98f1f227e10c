package io.github.issuetagger.store;

import io.github.issuetagger.issue.RepositoryRef;
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
