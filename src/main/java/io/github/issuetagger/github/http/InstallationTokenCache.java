package io.github.issuetagger.github.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.github.http.GitHubException.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Requests the installations' tokens, and keeps each until shortly before it expires. Thread-safe:
 * if several threads need the same new token, one requests it and the others wait.
 *
 * <p>One call makes a token, whereas github-api would read the App and the installation first.
 */
public final class InstallationTokenCache {
  /** A token may not expire between the check and the call's arrival. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  /** Limits the requests for tokens if our clock is wrong. */
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final int MAX_INSTALLATIONS = 10_000;

  /**
   * A token that lets the App act in one installation.
   *
   * @param value the token; never shown in logs
   * @param expiresAt when GitHub stops accepting the token
   */
  public record Token(Secret value, Instant expiresAt) {}

  private final RestClient app;
  private final Cache<Long, Token> tokens;

  /**
   * @param app sends calls as the App itself
   */
  InstallationTokenCache(RestClient app, Clock clock) {
    this.app = app;
    this.tokens =
        Caffeine.newBuilder()
            .maximumSize(MAX_INSTALLATIONS)
            .ticker(ClockTicker.of(clock))
            .expireAfter(
                Expiry.<Long, Token>writing((installation, token) -> lifetime(token, clock)))
            .build();
  }

  Token get(long installationId) {
    return tokens.get(installationId, this::request);
  }

  /** Removes this token, unless another thread has already replaced it. */
  void forget(long installationId, Token token) {
    tokens.asMap().remove(installationId, token);
  }

  /** Removes the installation's token. */
  public void forget(long installationId) {
    tokens.invalidate(installationId);
  }

  private Token request(long installationId) {
    JsonNode answer =
        app.post("app", "installations", Long.toString(installationId), "access_tokens");
    try {
      Instant expiresAt = Instant.parse(answer.path("expires_at").asText());
      return new Token(new Secret(answer.path("token").asText()), expiresAt);
    } catch (DateTimeException | IllegalArgumentException e) {
      // Drop the cause, because its message could quote the answer.
      throw new GitHubException(
          Kind.UNAVAILABLE, "GitHub's answer contains no installation token", null, null);
    }
  }

  private static Duration lifetime(Token token, Clock clock) {
    Duration left = Duration.between(clock.instant(), token.expiresAt()).minus(MARGIN);
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }
}
