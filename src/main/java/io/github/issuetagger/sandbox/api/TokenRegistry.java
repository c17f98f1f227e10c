package io.github.issuetagger.sandbox.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The installation tokens that were handed out. Safe for use by many threads. */
final class TokenRegistry {
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** A token's secret text and its end. */
  record Token(String text, long installationId, Instant expiresAt) {}

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Clock clock;

  TokenRegistry(Clock clock) {
    this.clock = clock;
  }

  Token issue(long installationId) {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    String text = "ghs_" + HexFormat.of().formatHex(bytes);
    Token token = new Token(text, installationId, clock.instant().plus(LIFETIME));
    tokens.put(text, token);
    return token;
  }

  /** The installation that the token stands for, until it expires. */
  Optional<Long> installation(String text) {
    return Optional.ofNullable(tokens.get(text))
        .filter(token -> clock.instant().isBefore(token.expiresAt()))
        .map(Token::installationId);
  }

  void expire(String text) {
    tokens.remove(text);
  }
}
