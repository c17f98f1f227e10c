package io.github.issuetagger.github.http;

import java.time.Duration;

/**
 * The timeouts of a call.
 *
 * @param connect the longest time until the connection is established
 * @param read the longest time without a byte from GitHub
 * @param call the longest time for the whole call
 */
public record HttpTimeouts(Duration connect, Duration read, Duration call) {
  /** GitHub ends a request after ten seconds. A slow proxy may add to that. */
  public static final HttpTimeouts DEFAULT =
      new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60));
}
