package io.github.issuetagger.github;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.issuetagger.github.http.ClockTicker;
import java.time.Clock;
import java.time.Duration;

/**
 * The caches of what seldom changes. They spare even the conditional calls when many issues come at
 * once; whatever webhooks do not tell of is seen a minute later.
 */
final class MetadataCacheBuilder {
  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final int MAX_ENTRIES = 10_000;

  private MetadataCacheBuilder() {}

  static <K, V> Cache<K, V> cache(Clock clock) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_ENTRIES)
        .expireAfterWrite(LIFE)
        .ticker(ClockTicker.of(clock))
        .build();
  }
}
