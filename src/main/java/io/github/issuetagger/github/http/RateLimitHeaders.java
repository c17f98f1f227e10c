package io.github.issuetagger.github.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an answer whether it is a rate limit and when to come back.
 *
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">
 *     GitHub: rate limits for the REST API</a>
 */
final class RateLimitHeaders {
  /** What GitHub asks for when it names no time. */
  private static final Duration UNNAMED = Duration.ofMinutes(1);

  /** Clocks differ and limits reset on whole seconds: never come back in the same second. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** GitHub's windows are an hour long; a pause beyond a day is somebody's mistake. */
  private static final Duration MOST = Duration.ofDays(1);

  private RateLimitHeaders() {}

  /** When to try again, empty when this answer is no rate limit. */
  static Optional<Instant> retryAt(int status, Headers headers, String body, Instant now) {
    if (status != 403 && status != 429) {
      return Optional.empty();
    }
    return retryAfter(headers.get("Retry-After"), now)
        .or(() -> reset(headers))
        .or(() -> status == 429 || secondary(body) ? Optional.of(now.plus(UNNAMED)) : none())
        .map(time -> bounded(time, now));
  }

  private static Optional<Instant> retryAfter(@Nullable String value, Instant now) {
    if (value == null) {
      return none();
    }
    Optional<Long> seconds = number(value);
    if (seconds.isPresent()) {
      return Optional.of(now.plusSeconds(Math.min(seconds.get(), MOST.toSeconds())));
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return none();
    }
  }

  private static Optional<Instant> reset(Headers headers) {
    if (!"0".equals(headers.get("x-ratelimit-remaining"))) {
      return none();
    }
    String reset = headers.get("x-ratelimit-reset");
    // Epoch seconds of twelve digits reach the year 33658; Instant takes more, but GitHub won't.
    return reset == null
        ? none()
        : number(reset).filter(seconds -> seconds < 1e12).map(Instant::ofEpochSecond);
  }

  private static boolean secondary(String body) {
    String text = body.toLowerCase(Locale.ROOT);
    return text.contains("secondary rate limit")
        || text.contains("rate limit exceeded")
        || text.contains("abuse detection");
  }

  private static Optional<Long> number(String value) {
    try {
      return Optional.of(Long.parseLong(value.strip())).filter(number -> number >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Instant bounded(Instant time, Instant now) {
    Instant least = now.plus(LEAST);
    Instant most = now.plus(MOST);
    return time.isBefore(least) ? least : time.isAfter(most) ? most : time;
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }
}
