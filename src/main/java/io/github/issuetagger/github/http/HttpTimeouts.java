package io.github.issuetagger.github.http;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param connect until the connection stands
 * @param read without a byte from GitHub
 * @param call altogether
 */
public record HttpTimeouts(Duration connect, Duration read, Duration call) {
  /** GitHub itself gives up on a request after ten seconds; a slow proxy may add to that. */
  public static final HttpTimeouts DEFAULT =
      new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60));
}
