package io.github.issuetagger.github;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.RoleReader.Person;
import io.github.issuetagger.github.http.ClockTicker;
import io.github.issuetagger.github.http.InstallationTokenCache;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Caches label catalogs, settings files and roles for a minute. This saves even the conditional
 * calls when many issues arrive at once. Changes that no webhook reports become visible after that
 * minute.
 */
final class MetadataCache implements GitHubCaches {
  private static final Duration LIFETIME = Duration.ofMinutes(1);
  private static final int MAX_ENTRIES = 10_000;

  private final InstallationTokenCache tokens;
  private final Cache<RepositoryRef, LabelCatalog> catalogs;
  private final Cache<RepositoryRef, Optional<SettingsFile>> settings;
  private final Cache<Person, Role> roles;

  MetadataCache(InstallationTokenCache tokens, Clock clock) {
    this.tokens = tokens;
    this.catalogs = cache(clock);
    this.settings = cache(clock);
    this.roles = cache(clock);
  }

  private static <K, V> Cache<K, V> cache(Clock clock) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_ENTRIES)
        .expireAfterWrite(LIFETIME)
        .ticker(ClockTicker.of(clock))
        .build();
  }

  Cache<RepositoryRef, LabelCatalog> catalogs() {
    return catalogs;
  }

  Cache<RepositoryRef, Optional<SettingsFile>> settings() {
    return settings;
  }

  Cache<Person, Role> roles() {
    return roles;
  }

  @Override
  public void labelsChanged(RepositoryRef repository) {
    catalogs.asMap().keySet().removeIf(sameAs(repository));
  }

  @Override
  public void repositoryChanged(RepositoryRef repository) {
    removeIf(sameAs(repository));
  }

  @Override
  public void installationChanged(long installationId) {
    tokens.forget(installationId);
    removeIf(known -> known.installationId() == installationId);
  }

  private void removeIf(Predicate<RepositoryRef> condition) {
    catalogs.asMap().keySet().removeIf(condition);
    settings.asMap().keySet().removeIf(condition);
    roles.asMap().keySet().removeIf(person -> condition.test(person.repository()));
  }

  /** Matches by ID, which survives a rename, or by name, because some IDs are unknown. */
  private static Predicate<RepositoryRef> sameAs(RepositoryRef repository) {
    return known ->
        known.id() == repository.id() || known.fullName().equalsIgnoreCase(repository.fullName());
  }
}
