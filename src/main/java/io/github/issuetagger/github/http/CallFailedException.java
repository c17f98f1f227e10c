package io.github.issuetagger.github.http;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that GitHub answered with an error status. */
public final class CallFailedException extends GitHubException {
  private static final long serialVersionUID = 1L;

  private final int status;

  CallFailedException(Kind kind, String message, @Nullable Instant retryAt, int status) {
    super(kind, message, retryAt, null);
    this.status = status;
  }

  /** Runs a call, and returns an empty result if it fails because the resource is gone. */
  public static <T> Optional<T> emptyIfGone(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (CallFailedException e) {
      if (e.gone()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Returns true if the resource does not exist, or has moved to another repository. */
  public boolean gone() {
    return kind() == Kind.REFUSED
        && switch (status) {
          case 301, 302, 307, 308, 404, 410 -> true;
          default -> false;
        };
  }

  /**
   * Returns true if the App may not see the resource, or it does not exist. GitHub often answers
   * both in the same way.
   */
  public boolean hidden() {
    return gone() || (kind() == Kind.REFUSED && status == 403);
  }
}
