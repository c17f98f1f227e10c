package io.github.issuetagger.sandbox.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Issues installation tokens and recognizes them. Safe for use by many threads. */
final class TokenRegistry {
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** An installation token. */
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

  /** Returns the token's installation, unless the token is unknown or expired. */
  Optional<Long> installation(String text) {
    return Optional.ofNullable(tokens.get(text))
        .filter(token -> clock.instant().isBefore(token.expiresAt()))
        .map(Token::installationId);
  }

  void expire(String text) {
    tokens.remove(text);
  }
}
