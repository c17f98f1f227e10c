package io.github.issuetagger.github.http;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failed call to GitHub, classified by the remedy. The message has the call and the status, and
 * never a token or a body.
 */
public class GitHubException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The remedy for a failure. */
  public enum Kind {
    /** GitHub or the network fails: try again later. */
    UNAVAILABLE,
    /** A rate limit: try again at {@link #retryAt()}. */
    RATE_LIMITED,
    /** GitHub refuses the call permanently: no permission, gone, locked or invalid. */
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

  /** Returns when to try again. Present for {@link Kind#RATE_LIMITED}. */
  public final Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }
}
