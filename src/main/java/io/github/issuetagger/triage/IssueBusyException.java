package io.github.issuetagger.triage;

import java.time.Instant;

/** Another worker holds the issue. The delivery should be retried soon. */
public final class IssueBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Instant retryAt;

  IssueBusyException(String message, Instant retryAt) {
    super(message);
    this.retryAt = retryAt;
  }

  /** Returns when to try again. */
  public Instant retryAt() {
    return retryAt;
  }
}
