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
 * The HTTP clients, which share threads, connections and the cache on disk. What the cache holds is
 * asked after with each call: GitHub answers 304, which costs nothing of the rate limit.
 */
public final class HttpClients implements Closeable {
  private static final long CACHE_BYTES = 64L << 20;
  private static final String USER_AGENT = "issue-tagger (+https://github.com/issue-tagger)";
  private static final String API_VERSION = "2022-11-28";

  private final HttpUrl api;
  private final Clock clock;
  private final OkHttpClient plain;
  private final Cache cache;

  /**
   * @param cacheDir where answers are kept; they may come from private repositories
   */
  public HttpClients(HttpUrl api, Path cacheDir, HttpTimeouts timeouts, Clock clock) {
    this.api = api;
    this.clock = clock;
    this.cache = new Cache(cacheDir.toFile(), CACHE_BYTES);
    this.plain =
        new OkHttpClient.Builder()
            .connectTimeout(timeouts.connect())
            .readTimeout(timeouts.read())
            .writeTimeout(timeouts.read())
            .callTimeout(timeouts.call())
            .followRedirects(false)
            .addInterceptor(chain -> chain.proceed(ours(chain.request())))
            .addInterceptor(new WriteOnceInterceptor())
            .build();
  }

  /** Calls by nobody, failures not sorted. */
  public OkHttpClient anonymous() {
    return plain;
  }

  /** Calls by the App itself; not cached, there are few and they carry secrets. */
  public RestClient app(AppJwt jwt) {
    return new RestClient(
        plain
            .newBuilder()
            .addInterceptor(new FailureInterceptor(clock))
            .addInterceptor(new AppAuthInterceptor(jwt))
            .build(),
        api);
  }

  /** Calls by the installation about that repository. */
  public RepositoryClient repository(RepositoryRef repository, InstallationTokenCache tokens) {
    OkHttpClient client =
        plain
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

  private static Request ours(Request request) {
    return request
        .newBuilder()
        .header("User-Agent", USER_AGENT)
        .header("X-GitHub-Api-Version", API_VERSION)
        .build();
  }

  @Override
  public void close() throws IOException {
    plain.dispatcher().executorService().shutdown();
    plain.connectionPool().evictAll();
    cache.close();
  }
}
