package io.github.issuetagger.sandbox.api;

import static io.github.issuetagger.sandbox.state.GitHubJson.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.sandbox.state.ApiException;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Limits the calls of each caller per hour. Safe for use by many threads. */
final class RateLimitFilter {
  private static final Duration WINDOW = Duration.ofHours(1);

  /** The calls that a caller has made in the current hour. */
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

  RateLimitFilter(Clock clock, int limit) {
    this.clock = clock;
    this.limit = limit;
  }

  /** Refuses the call if its caller has no calls left. */
  void before(Context ctx) {
    ApiCaller caller = ApiCaller.of(ctx);
    if (usage(caller).remaining() == 0) {
      throw new ApiException(403, "API rate limit exceeded for " + caller.key() + ".");
    }
  }

  /** Counts the call unless it is free, and writes the rate limit headers. */
  void after(Context ctx) {
    ApiCaller caller = ctx.attribute(ApiCaller.ATTRIBUTE);
    if (caller == null || FaultFilter.faulted(ctx)) {
      return;
    }
    boolean free = ctx.statusCode() == 304 || ApiRequest.apiPath(ctx).equals("/rate_limit");
    Usage usage = free ? usage(caller) : count(caller);
    ctx.header("X-RateLimit-Limit", String.valueOf(usage.limit()));
    ctx.header("X-RateLimit-Remaining", String.valueOf(usage.remaining()));
    ctx.header("X-RateLimit-Used", String.valueOf(usage.used()));
    ctx.header("X-RateLimit-Reset", String.valueOf(usage.reset().getEpochSecond()));
    ctx.header("X-RateLimit-Resource", "core");
  }

  Usage usage(ApiCaller caller) {
    return usages.compute(caller.key(), (key, old) -> current(old));
  }

  private Usage count(ApiCaller caller) {
    return usages.compute(
        caller.key(),
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
