package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.HttpClients;
import io.github.issuetagger.github.http.RepositoryClient;
import java.util.Locale;
import java.util.Optional;

/** Reads people's roles in repositories. */
final class RoleReader {
  /** A person in a repository. Logins ignore case. */
  record Person(RepositoryRef repository, String login) {
    Person {
      login = login.toLowerCase(Locale.ROOT);
    }
  }

  private final Cache<Person, Role> roles;
  private final HttpClients clients;

  RoleReader(HttpClients clients, Cache<Person, Role> roles) {
    this.clients = clients;
    this.roles = roles;
  }

  Role get(RepositoryRef repository, String login) {
    return roles.get(new Person(repository, login), this::read);
  }

  private Role read(Person person) {
    RepositoryClient calls = clients.repository(person.repository());
    return CallFailedException.emptyIfGone(
            () -> calls.get("collaborators", person.login(), "permission"))
        .flatMap(RoleReader::role)
        .orElse(Role.NONE);
  }

  /** For a custom role of an organization, "permission" names the role that it builds on. */
  private static Optional<Role> role(JsonNode answer) {
    return role(answer.path("role_name").asText())
        .or(() -> role(answer.path("permission").asText()));
  }

  private static Optional<Role> role(String name) {
    return switch (name) {
      case "admin" -> Optional.of(Role.ADMIN);
      case "maintain" -> Optional.of(Role.MAINTAIN);
      case "write" -> Optional.of(Role.WRITE);
      case "triage" -> Optional.of(Role.TRIAGE);
      case "read" -> Optional.of(Role.READ);
      default -> Optional.empty();
    };
  }
}
