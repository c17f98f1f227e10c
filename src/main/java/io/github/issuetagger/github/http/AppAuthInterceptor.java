package io.github.issuetagger.github.http;

import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Authenticates calls as the App itself, by a short-lived JSON Web Token.
 *
 * @see <a
 *     href="https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app">
 *     GitHub: generating a JSON web token for a GitHub App</a>
 */
public final class AppAuthInterceptor implements Interceptor {
  /** Backdates tokens, because GitHub refuses tokens from the future and our clock may be ahead. */
  private static final Duration BACKDATED = Duration.ofMinutes(1);

  /** GitHub accepts ten minutes at most, and one of them is used for backdating. */
  private static final Duration LIFETIME = Duration.ofMinutes(9);

  private final String appId;
  private final PrivateKey key;
  private final Clock clock;

  public AppAuthInterceptor(String appId, PrivateKey key, Clock clock) {
    this.appId = appId;
    this.key = key;
    this.clock = clock;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    return chain.proceed(
        chain.request().newBuilder().header("Authorization", "Bearer " + createToken()).build());
  }

  @SuppressWarnings("JavaUtilDate") // the library's API
  String createToken() {
    Instant now = clock.instant();
    return Jwts.builder()
        .issuer(appId)
        .issuedAt(Date.from(now.minus(BACKDATED)))
        .expiration(Date.from(now.plus(LIFETIME)))
        .signWith(key, Jwts.SIG.RS256)
        .compact();
  }
}
