package io.github.issuetagger.sandbox.api;

import static io.github.issuetagger.sandbox.state.GitHubJson.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts what each caller asks for in an hour. Safe for use by many threads. */
public final class RateLimits {
  private static final Duration WINDOW = Duration.ofHours(1);

  /** How much of an hour's requests are used. */
  record Usage(int limit, int used, Instant reset) {
    int remaining() {
      return Math.max(0, limit - used);
    }

    ObjectNode json() {
      return object()
          .put("limit", limit)
          .put("used", used)
          .put("remaining", remaining())
          .put("reset", reset.getEpochSecond());
    }
  }

  private final Map<String, Usage> usages = new ConcurrentHashMap<>();
  private final Clock clock;
  private final int limit;

  public RateLimits(Clock clock, int limit) {
    this.clock = clock;
    this.limit = limit;
  }

  Usage usage(String caller) {
    return usages.compute(caller, (key, old) -> current(old));
  }

  Usage count(String caller) {
    return usages.compute(
        caller,
        (key, old) -> {
          Usage usage = current(old);
          return new Usage(limit, usage.used() + 1, usage.reset());
        });
  }

  private Usage current(@Nullable Usage old) {
    Instant now = clock.instant();
    return old != null && now.isBefore(old.reset()) ? old : new Usage(limit, 0, now.plus(WINDOW));
  }
}
