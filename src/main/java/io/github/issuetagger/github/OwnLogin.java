package io.github.issuetagger.github;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** The login of the account by which the App acts; asked for once an hour, Apps can be renamed. */
final class OwnLogin implements Supplier<String> {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final String KEY = "app";

  private final LoadingCache<String, String> login;

  OwnLogin(RestCalls app, Clock clock) {
    this.login =
        Caffeine.newBuilder()
            .expireAfterWrite(LIFE)
            .ticker(Tickers.of(clock))
            .build(key -> app.get(key).path("slug").asText() + "[bot]");
  }

  @Override
  public String get() {
    return login.get(KEY);
  }
}
