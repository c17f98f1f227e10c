package io.github.issuetagger.github;

import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.PrivateKeyReader;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.http.AppJwt;
import io.github.issuetagger.github.http.CacheFolderGuard;
import io.github.issuetagger.github.http.HttpClients;
import io.github.issuetagger.github.http.HttpTimeouts;
import io.github.issuetagger.github.http.InstallationTokenCache;
import io.github.issuetagger.github.http.RestClient;
import io.github.issuetagger.github.http.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.Optional;
import okhttp3.HttpUrl;

/** The App's way to GitHub: wires tokens, caches and calls. Makes no call when it is opened. */
public final class GitHubApp implements AutoCloseable {
  private final HttpClients connections;
  private final GitHubGateway gateway;
  private final GitHubCaches caches;
  private final AppRegistrationCheck check;
  private final Past past;

  private GitHubApp(
      HttpClients connections,
      GitHubGateway gateway,
      GitHubCaches caches,
      AppRegistrationCheck check,
      Past past) {
    this.connections = connections;
    this.gateway = gateway;
    this.caches = caches;
    this.check = check;
    this.past = past;
  }

  /** What is asked about what was before. */
  private record Past(IssueHistory history, OwnLabels ownLabels, RepositoryLookup find) {}

  /**
   * Opens the way to GitHub.
   *
   * @param cacheDir the folder for answers that GitHub need not send again; made if it is missing,
   *     closed to other users, and used by one process at a time
   * @throws IllegalArgumentException if the private key or the API's address cannot be used
   */
  public static GitHubApp open(GitHubConfig config, Path cacheDir, Clock clock) {
    return open(config, cacheDir, HttpTimeouts.DEFAULT, clock);
  }

  static GitHubApp open(GitHubConfig config, Path cacheDir, HttpTimeouts timeouts, Clock clock) {
    HttpUrl api = api(config);
    AppJwt jwt = new AppJwt(config.appId(), key(config), clock);
    HttpClients connections =
        new HttpClients(api, CacheFolderGuard.prepare(cacheDir), timeouts, clock);
    RestClient app = connections.app(jwt);
    InstallationTokenCache tokens = new InstallationTokenCache(new TokenIssuer(app)::issue, clock);
    MetadataCache facts = new MetadataCache(tokens, clock);
    RepositoryClients repositories = repository -> connections.repository(repository, tokens);
    GitHubWarmUp.run(jwt, repositories);
    OwnLogin ownLogin = new OwnLogin(app, clock);
    GitHubGateway gateway =
        new GitHubGateway(
            repositories,
            new LabelCatalogReader(repositories, facts.catalogs()),
            new SettingsFileReader(repositories, facts.settings()),
            new RoleReader(repositories, facts.roles()),
            ownLogin);
    return new GitHubApp(
        connections,
        gateway,
        facts,
        new AppRegistrationCheck(app, connections.anonymous(), api, clock),
        new Past(
            new IssueHistoryReader(repositories),
            new OwnLabelRemover(repositories, ownLogin),
            new RepositoryLookup(app, repositories)));
  }

  public IssueReader reader() {
    return gateway;
  }

  public IssueWriter writer() {
    return gateway;
  }

  /** What to tell when a webhook says that something changed. */
  public GitHubCaches caches() {
    return caches;
  }

  /** What was before. */
  public IssueHistory history() {
    return past.history();
  }

  /** What the App itself did before. */
  public OwnLabels ownLabels() {
    return past.ownLabels();
  }

  /**
   * The repository of that name, through the App's installation there; empty when there is none, or
   * no such repository.
   *
   * @throws GitHubException when GitHub does not answer
   */
  public Optional<RepositoryRef> find(String owner, String name) {
    return past.find().find(owner, name);
  }

  public AppRegistrationCheck check() {
    return check;
  }

  @Override
  public void close() {
    try {
      connections.close();
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
    // A slash at the end would become an empty segment in each path.
    return HttpUrl.get(config.apiUrl().toString().replaceFirst("/+$", ""));
  }
}
