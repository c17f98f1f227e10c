package io.github.issuetagger.github.http;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to GitHub that did not work, sorted by what helps. The message names the call and the
 * status, never a token or a body.
 */
public class GitHubException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What helps. */
  public enum Kind {
    /** GitHub or the network is ill: try again later. */
    UNAVAILABLE,
    /** A rate limit: try again at {@link #retryAt()}. */
    RATE_LIMITED,
    /** GitHub will never do it: no permission, gone, locked, not valid. */
    REFUSED
  }

  private final Kind kind;
  private final @Nullable Instant retryAt;

  public GitHubException(
      Kind kind, String message, @Nullable Instant retryAt, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAt = retryAt;
  }

  /**
   * An answer that GitHub would not send, such as a proxy's page or half of an answer. Drops the
   * cause, because a parser's message quotes the answer.
   */
  static GitHubException unreadable(Exception cause) {
    return new GitHubException(
        Kind.UNAVAILABLE,
        "an answer of GitHub is unreadable: " + cause.getClass().getSimpleName(),
        null,
        null);
  }

  public final Kind kind() {
    return kind;
  }

  /** When GitHub will answer again; present for {@link Kind#RATE_LIMITED}. */
  public final Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }
}
