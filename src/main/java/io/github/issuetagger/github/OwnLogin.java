package io.github.issuetagger.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.issuetagger.github.http.ClockTicker;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import io.github.issuetagger.github.http.RestClient;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Returns the login of the App's account. Refreshes it every hour, because Apps can be renamed. */
final class OwnLogin implements Supplier<String> {
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final String KEY = "app";

  private final LoadingCache<String, String> login;

  OwnLogin(RestClient app, Clock clock) {
    this.login =
        Caffeine.newBuilder()
            .expireAfterWrite(LIFETIME)
            .ticker(ClockTicker.of(clock))
            .build(key -> login(app.get(key)));
  }

  /**
   * Fails if the name is missing, because the App would not recognize its own comment and would
   * post a second one.
   */
  private static String login(JsonNode registration) {
    String slug = registration.path("slug").asText();
    if (slug.isBlank()) {
      throw new GitHubException(
          Kind.UNAVAILABLE, "GitHub's answer does not contain the App's name", null, null);
    }
    return slug + "[bot]";
  }

  @Override
  public String get() {
    return login.get(KEY);
  }
}
