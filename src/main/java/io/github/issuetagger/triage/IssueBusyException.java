package io.github.issuetagger.triage;

import java.time.Instant;

/** Another worker is at this issue: nothing is wrong, come back soon. */
public final class IssueBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Instant retryAt;

  IssueBusyException(String message, Instant retryAt) {
    super(message);
    this.retryAt = retryAt;
  }

  /** When to try again. */
  public Instant retryAt() {
    return retryAt;
  }
}
