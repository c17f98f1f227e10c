package io.github.issuetagger.github;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.RoleReader.Person;
import io.github.issuetagger.github.http.InstallationTokenCache;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

/** The caches of catalogs, settings and roles, and what makes them forget. */
final class MetadataCache implements GitHubCaches {
  private final InstallationTokenCache tokens;
  private final Cache<RepositoryRef, LabelCatalog> catalogs;
  private final Cache<RepositoryRef, Optional<SettingsFile>> settings;
  private final Cache<Person, Role> roles;

  MetadataCache(InstallationTokenCache tokens, Clock clock) {
    this.tokens = tokens;
    this.catalogs = MetadataCacheBuilder.cache(clock);
    this.settings = MetadataCacheBuilder.cache(clock);
    this.roles = MetadataCacheBuilder.cache(clock);
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
    catalogs.asMap().keySet().removeIf(same(repository));
  }

  @Override
  public void repositoryChanged(RepositoryRef repository) {
    forget(same(repository));
  }

  @Override
  public void installationChanged(long installationId) {
    tokens.forget(installationId);
    forget(known -> known.installationId() == installationId);
  }

  private void forget(Predicate<RepositoryRef> about) {
    catalogs.asMap().keySet().removeIf(about);
    settings.asMap().keySet().removeIf(about);
    roles.asMap().keySet().removeIf(person -> about.test(person.repository()));
  }

  /** By id, which a rename leaves, or by name, which is all that is known of some. */
  private static Predicate<RepositoryRef> same(RepositoryRef repository) {
    return known ->
        known.id() == repository.id() || known.fullName().equalsIgnoreCase(repository.fullName());
  }
}
