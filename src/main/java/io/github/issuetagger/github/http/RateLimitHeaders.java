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
 * Recognizes rate limits in answers, and determines when to try again.
 *
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">
 *     GitHub: rate limits for the REST API</a>
 */
final class RateLimitHeaders {
  /** The pause that GitHub requires if the answer names no time. */
  private static final Duration DEFAULT_PAUSE = Duration.ofMinutes(1);

  /** The shortest pause, because clocks differ and limits reset on whole seconds. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** The longest pause. GitHub's windows last an hour, so a longer pause is an error. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private RateLimitHeaders() {}

  /** Returns when to try again, or empty if the answer is not a rate limit. */
  static Optional<Instant> retryAt(int status, Headers headers, String body, Instant now) {
    if (status != 403 && status != 429) {
      return Optional.empty();
    }
    return retryAfter(headers.get("Retry-After"), now)
        .or(() -> reset(headers))
        .or(() -> status == 429 || secondary(body) ? Optional.of(now.plus(DEFAULT_PAUSE)) : none())
        .map(time -> bounded(time, now));
  }

  private static Optional<Instant> retryAfter(@Nullable String value, Instant now) {
    if (value == null) {
      return none();
    }
    Optional<Long> seconds = number(value);
    if (seconds.isPresent()) {
      return Optional.of(now.plusSeconds(Math.min(seconds.get(), LONGEST.toSeconds())));
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
    // Twelve digits reach the year 33658. A larger number is not GitHub's.
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
    Instant least = now.plus(SHORTEST);
    Instant most = now.plus(LONGEST);
    return time.isBefore(least) ? least : time.isAfter(most) ? most : time;
  }

  private static Optional<Instant> none() {
    return Optional.empty();
  }
}
