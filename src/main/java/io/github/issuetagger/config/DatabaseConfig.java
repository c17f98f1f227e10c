package io.github.issuetagger.config;

import java.util.Optional;

/**
 * Where the App stores what it knows.
 *
 * @param jdbcUrl {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://…}, without credentials
 * @param user the database user
 * @param password the database user's password
 */
public record DatabaseConfig(String jdbcUrl, Optional<String> user, Optional<Secret> password) {
  /** Whether this is the single-machine default. */
  public boolean sqlite() {
    return jdbcUrl.startsWith("jdbc:sqlite:");
  }
}
