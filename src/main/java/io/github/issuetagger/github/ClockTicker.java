package io.github.issuetagger.github;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lets Caffeine's caches live by the injected clock. */
final class ClockTicker {
  private ClockTicker() {}

  static Ticker of(Clock clock) {
    return () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }
}
