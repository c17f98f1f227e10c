package io.github.issuetagger.cli;

import io.github.issuetagger.github.http.GitHubException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Waits for GitHub in a command: until rate limits end, and a few times if GitHub fails. */
final class GitHubPatience {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(30);
  private static final int MAX_FAILURES = 5;

  private final Clock clock;
  private final Pause pause;
  private final PrintWriter err;

  /** Waits for a time. */
  @FunctionalInterface
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /** Waits by sleeping. */
  static GitHubPatience sleeping(Clock clock, PrintWriter err) {
    return new GitHubPatience(clock, time -> Thread.sleep(time.toMillis()), err);
  }

  GitHubPatience(Clock clock, Pause pause, PrintWriter err) {
    this.clock = clock;
    this.pause = pause;
    this.err = err;
  }

  /**
   * Returns the result of a call. Waits as long as GitHub asks for.
   *
   * @throws GitHubException if GitHub refuses, or keeps failing
   */
  <T> T with(Supplier<T> call) {
    for (int failures = 1; ; failures++) {
      try {
        return call.get();
      } catch (GitHubException e) {
        if (e.kind() == GitHubException.Kind.REFUSED) {
          throw e;
        }
        if (e.kind() == GitHubException.Kind.UNAVAILABLE && failures == MAX_FAILURES) {
          throw e;
        }
        await(e);
      }
    }
  }

  private void await(GitHubException failure) {
    Instant now = clock.instant();
    Instant until = failure.retryAt().orElse(now.plus(RETRY_DELAY));
    err.println("issue-tagger: " + failure.getMessage() + "; continuing at " + until);
    err.flush();
    try {
      Duration time = Duration.between(now, until);
      pause.sleep(time.isNegative() ? Duration.ZERO : time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
