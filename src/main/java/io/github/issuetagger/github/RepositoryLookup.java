package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.RestClient;
import java.util.Optional;

/** Finds a repository by its name, where no webhook has told its number. */
final class RepositoryLookup {
  private final RestClient app;
  private final RepositoryClients repositories;

  /**
   * @param app calls that are signed in as the App itself
   */
  RepositoryLookup(RestClient app, RepositoryClients repositories) {
    this.app = app;
    this.repositories = repositories;
  }

  /** The repository, if the App is installed there. */
  Optional<RepositoryRef> find(String owner, String name) {
    try {
      long installation = app.get("repos", owner, name, "installation").path("id").asLong();
      JsonNode found = repositories.of(new RepositoryRef(installation, 0, owner, name)).get();
      return Optional.of(
          new RepositoryRef(
              installation,
              found.path("id").asLong(),
              found.path("owner").path("login").asText(),
              found.path("name").asText()));
    } catch (CallFailedException e) {
      if (e.gone()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
