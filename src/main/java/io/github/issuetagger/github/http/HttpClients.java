package io.github.issuetagger.github.http;

import io.github.issuetagger.domain.RepositoryRef;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import okhttp3.Cache;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.kohsuke.github.extras.okhttp3.OkHttpGitHubConnector;

/**
 * The HTTP clients. They share threads, connections and the cache on disk. Every call revalidates
 * what the cache holds: GitHub answers 304, which does not count against the rate limit.
 */
public final class HttpClients implements Closeable {
  private static final String USER_AGENT = "issue-tagger (+https://github.com/issue-tagger)";
  private static final String API_VERSION = "2022-11-28";

  /** A repository that cannot exist, because GitHub's IDs begin at 1. */
  private static final RepositoryRef NO_REPOSITORY = new RepositoryRef(0, 0, "nobody", "nowhere");

  private final HttpUrl api;
  private final Clock clock;
  private final OkHttpClient anonymous;
  private final AppAuthInterceptor appAuth;
  private final RestClient app;
  private final InstallationTokenCache tokens;
  private final Cache cache;

  /**
   * @param cacheDir the folder of the HTTP cache, which may hold content of private repositories
   */
  public HttpClients(
      HttpUrl api, AppAuthInterceptor appAuth, Path cacheDir, HttpTimeouts timeouts, Clock clock) {
    this.api = api;
    this.clock = clock;
    this.appAuth = appAuth;
    this.cache = HttpCache.open(cacheDir);
    this.anonymous =
        new OkHttpClient.Builder()
            .connectTimeout(timeouts.connect())
            .readTimeout(timeouts.read())
            .writeTimeout(timeouts.read())
            .callTimeout(timeouts.call())
            .followRedirects(false)
            .addInterceptor(chain -> chain.proceed(withHeaders(chain.request())))
            .addInterceptor(new WriteOnceInterceptor())
            .build();
    // Calls of the App are few and carry secrets, so do not cache them.
    this.app =
        new RestClient(
            anonymous
                .newBuilder()
                .addInterceptor(new FailureInterceptor(clock))
                .addInterceptor(appAuth)
                .build(),
            api);
    this.tokens = new InstallationTokenCache(app, clock);
  }

  /** Returns a client without authentication, which does not classify failures. */
  public OkHttpClient anonymous() {
    return anonymous;
  }

  /** Returns a client that sends calls as the App itself. */
  public RestClient app() {
    return app;
  }

  /** Returns the tokens of the installations. */
  public InstallationTokenCache tokens() {
    return tokens;
  }

  /** Returns a client for calls about a repository, sent as the repository's installation. */
  public RepositoryClient repository(RepositoryRef repository) {
    OkHttpClient client =
        anonymous
            .newBuilder()
            .cache(cache)
            .addInterceptor(new FailureInterceptor(clock))
            .addInterceptor(new RedirectInterceptor(repository.id()))
            .addInterceptor(new SameHostInterceptor(api))
            .addInterceptor(new InstallationAuthInterceptor(repository.installationId(), tokens))
            .addNetworkInterceptor(new TokenInterceptor())
            .build();
    return new RepositoryClient(
        repository, new RestClient(client, api), new OkHttpGitHubConnector(client, 0), api);
  }

  /**
   * Signs a token and loads github-api's classes, because both are slow the first time and would
   * delay the first issue. Makes no call.
   */
  public void warmUp() {
    appAuth.createToken();
    repository(NO_REPOSITORY).call(RepositoryClient::handle);
  }

  private static Request withHeaders(Request request) {
    return request
        .newBuilder()
        .header("User-Agent", USER_AGENT)
        .header("X-GitHub-Api-Version", API_VERSION)
        .build();
  }

  @Override
  public void close() throws IOException {
    anonymous.dispatcher().executorService().shutdown();
    anonymous.connectionPool().evictAll();
    cache.close();
  }
}
