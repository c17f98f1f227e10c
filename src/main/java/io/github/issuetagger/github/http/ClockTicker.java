package io.github.issuetagger.github.http;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes Caffeine's caches use the injected clock. */
public final class ClockTicker {
  private ClockTicker() {}

  public static Ticker of(Clock clock) {
    return () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }
}
