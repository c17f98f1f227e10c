package io.github.issuetagger.github.http;

import io.jsonwebtoken.Jwts;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * The short-lived tokens by which the App shows who it is.
 *
 * @see <a
 *     href="https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app">
 *     GitHub: generating a JSON web token for a GitHub App</a>
 */
public final class AppJwt {
  /** GitHub refuses tokens from the future: allow for a clock that is ahead. */
  private static final Duration BACKDATED = Duration.ofMinutes(1);

  /** GitHub takes ten minutes at most; the tenth is the one of the backdating. */
  private static final Duration LIFE = Duration.ofMinutes(9);

  private final String appId;
  private final PrivateKey key;
  private final Clock clock;

  public AppJwt(String appId, PrivateKey key, Clock clock) {
    this.appId = appId;
    this.key = key;
    this.clock = clock;
  }

  @SuppressWarnings("JavaUtilDate") // the library's API
  public String create() {
    Instant now = clock.instant();
    return Jwts.builder()
        .issuer(appId)
        .issuedAt(Date.from(now.minus(BACKDATED)))
        .expiration(Date.from(now.plus(LIFE)))
        .signWith(key, Jwts.SIG.RS256)
        .compact();
  }
}
