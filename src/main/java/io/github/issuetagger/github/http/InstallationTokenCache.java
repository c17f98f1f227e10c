package io.github.issuetagger.github.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * The installations' tokens, each made once and kept until shortly before it expires. Thread-safe:
 * of several threads that need the same new token one fetches it and the others wait.
 */
public final class InstallationTokenCache {
  /** A token may not expire between the check and the call's arrival. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** If our clock is wrong, a token is still not fetched anew for each call. */
  private static final Duration LEAST = Duration.ofMinutes(1);

  private static final int MAX_INSTALLATIONS = 10_000;

  private final Cache<Long, InstallationToken> tokens;
  private final LongFunction<InstallationToken> issuer;

  /**
   * @param issuer asks GitHub for a new token of that installation
   */
  public InstallationTokenCache(LongFunction<InstallationToken> issuer, Clock clock) {
    this.issuer = issuer;
    this.tokens =
        Caffeine.newBuilder()
            .maximumSize(MAX_INSTALLATIONS)
            .ticker(ClockTicker.of(clock))
            .expireAfter(
                Expiry.<Long, InstallationToken>writing(
                    (installation, token) -> keep(token, clock)))
            .build();
  }

  InstallationToken get(long installationId) {
    return tokens.get(installationId, issuer::apply);
  }

  /** Drops this token, unless another thread has already replaced it. */
  public void forget(long installationId, InstallationToken token) {
    tokens.asMap().remove(installationId, token);
  }

  public void forget(long installationId) {
    tokens.invalidate(installationId);
  }

  private static Duration keep(InstallationToken token, Clock clock) {
    Duration left = Duration.between(clock.instant(), token.expiresAt()).minus(MARGIN);
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }
}
