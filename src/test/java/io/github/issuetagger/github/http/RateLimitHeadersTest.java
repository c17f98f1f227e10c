package io.github.issuetagger.github.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A rate limit")
class RateLimitHeadersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @DisplayName("in Retry-After are a number of seconds or a date")
  @CsvSource(
      delimiter = '|',
      value = {
        "0                             | PT1S",
        "60                            | PT60S",
        "99999999999                   | P1D",
        "Mon, 23 Nov 2026 12:05:00 GMT | PT5M",
        "Mon, 23 Nov 2026 11:00:00 GMT | PT1S",
      })
  void retryAfter(String value, Duration pause) {
    assertThat(RateLimitHeaders.retryAt(403, Headers.of("Retry-After", value), "", NOW))
        .contains(NOW.plus(pause));
  }

  @ParameterizedTest
  @DisplayName("in the text mean a minute's pause")
  @CsvSource({
    "403, You have exceeded a secondary rate limit. Please wait a few minutes",
    "403, You have triggered an abuse detection mechanism",
    "403, API rate limit exceeded for installation ID 42",
    "429, anything",
  })
  void text(int status, String body) {
    assertThat(RateLimitHeaders.retryAt(status, Headers.of(), body, NOW))
        .contains(NOW.plusSeconds(60));
  }

  @ParameterizedTest
  @DisplayName("that are invalid are ignored")
  @CsvSource({"Retry-After, soon", "Retry-After, -5", "x-ratelimit-remaining, 0"})
  void nonsense(String header, String value) {
    assertThat(RateLimitHeaders.retryAt(403, Headers.of(header, value), "", NOW)).isEmpty();
  }

  @Test
  @DisplayName("use the reset time only if nothing remains")
  void remaining() {
    Headers some = Headers.of("x-ratelimit-remaining", "10", "x-ratelimit-reset", "1795435500");
    Headers none = Headers.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "1795435500");

    assertThat(RateLimitHeaders.retryAt(403, some, "Forbidden", NOW)).isEmpty();
    assertThat(RateLimitHeaders.retryAt(403, none, "Forbidden", NOW))
        .contains(Instant.ofEpochSecond(1795435500));
  }

  @Test
  @DisplayName("count only in a 403 or 429")
  void otherStatus() {
    assertThat(RateLimitHeaders.retryAt(404, Headers.of("Retry-After", "5"), "", NOW)).isEmpty();
  }
}
