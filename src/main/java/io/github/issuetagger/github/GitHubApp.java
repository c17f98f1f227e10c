package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.PrivateKeyReader;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.AppAuthInterceptor;
import io.github.issuetagger.github.http.CallFailedException;
import io.github.issuetagger.github.http.HttpClients;
import io.github.issuetagger.github.http.HttpTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.Optional;
import okhttp3.HttpUrl;

/** The App's access to GitHub. Wires tokens, caches and clients. Opening makes no call. */
public final class GitHubApp implements AutoCloseable {
  private final HttpClients clients;
  private final GitHubGateway gateway;
  private final MetadataCache cache;
  private final AppRegistrationCheck check;
  private final IssueHistory history;
  private final OwnLabels ownLabels;

  private GitHubApp(HttpClients clients, HttpUrl api, Clock clock) {
    this.clients = clients;
    OwnLogin ownLogin = new OwnLogin(clients.app(), clock);
    cache = new MetadataCache(clients.tokens(), clock);
    gateway =
        new GitHubGateway(
            clients,
            new LabelCatalogReader(clients, cache.catalogs()),
            new SettingsFileReader(clients, cache.settings()),
            new RoleReader(clients, cache.roles()),
            ownLogin);
    check = new AppRegistrationCheck(clients.app(), clients.anonymous(), api, clock);
    history = new IssueHistory(clients);
    ownLabels = new OwnLabels(clients, ownLogin);
  }

  /**
   * Opens the access to GitHub.
   *
   * @param cacheDir the folder of the HTTP cache. It is created if it is missing, closed to other
   *     users, and used by one process at a time
   * @throws IllegalArgumentException if the private key or the API's address is invalid
   */
  public static GitHubApp open(GitHubConfig config, Path cacheDir, Clock clock) {
    return open(config, cacheDir, HttpTimeouts.DEFAULT, clock);
  }

  static GitHubApp open(GitHubConfig config, Path cacheDir, HttpTimeouts timeouts, Clock clock) {
    HttpUrl api = api(config);
    AppAuthInterceptor appAuth = new AppAuthInterceptor(config.appId(), key(config), clock);
    HttpClients clients = new HttpClients(api, appAuth, cacheDir, timeouts, clock);
    clients.warmUp();
    return new GitHubApp(clients, api, clock);
  }

  public IssueReader reader() {
    return gateway;
  }

  public IssueWriter writer() {
    return gateway;
  }

  /** Returns the caches to invalidate when a webhook reports a change. */
  public GitHubCaches caches() {
    return cache;
  }

  /** Returns the reader of a repository's existing issues. */
  public IssueHistory history() {
    return history;
  }

  /** Returns the remover of labels that the App added. */
  public OwnLabels ownLabels() {
    return ownLabels;
  }

  public AppRegistrationCheck check() {
    return check;
  }

  /**
   * Finds a repository by its name. Returns empty if it does not exist or the App is not installed
   * there.
   *
   * @throws GitHubException if GitHub does not answer
   */
  public Optional<RepositoryRef> find(String owner, String name) {
    return CallFailedException.emptyIfGone(
        () -> {
          long installation =
              clients.app().get("repos", owner, name, "installation").path("id").asLong();
          JsonNode found =
              clients.repository(new RepositoryRef(installation, 0, owner, name)).get();
          return new RepositoryRef(
              installation,
              found.path("id").asLong(),
              found.path("owner").path("login").asText(),
              found.path("name").asText());
        });
  }

  @Override
  public void close() {
    try {
      clients.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the HTTP cache", e);
    }
  }

  private static PrivateKey key(GitHubConfig config) {
    try {
      return PrivateKeyReader.parse(config.privateKey());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the private key " + e.getMessage(), e);
    }
  }

  private static HttpUrl api(GitHubConfig config) {
    // A trailing slash would become an empty segment in each path.
    return HttpUrl.get(config.apiUrl().toString().replaceFirst("/+$", ""));
  }
}
