package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.CallFailedException;
import java.util.Locale;
import java.util.Optional;

/** What people may do in a repository. */
final class RoleReader {
  /** Logins are compared without regard to case. */
  record Person(RepositoryRef repository, String login) {
    Person {
      login = login.toLowerCase(Locale.ROOT);
    }
  }

  private final Cache<Person, Role> roles;
  private final RepositoryClients repositories;

  RoleReader(RepositoryClients repositories, Cache<Person, Role> roles) {
    this.repositories = repositories;
    this.roles = roles;
  }

  Role get(RepositoryRef repository, String login) {
    return roles.get(new Person(repository, login), this::read);
  }

  private Role read(Person person) {
    try {
      JsonNode answer =
          repositories.of(person.repository()).get("collaborators", person.login(), "permission");
      // An organization's own role has a name of its own; "permission" is what it builds on.
      return role(answer.path("role_name").asText())
          .or(() -> role(answer.path("permission").asText()))
          .orElse(Role.NONE);
    } catch (CallFailedException e) {
      if (e.gone()) {
        return Role.NONE;
      }
      throw e;
    }
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
