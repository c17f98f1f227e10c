package io.github.issuetagger.cli;

import io.github.issuetagger.github.http.GitHubException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Waits with a command for GitHub: through its rate limits, and some times when it is ill. */
final class GitHubPatience {
  private static final Duration ILL = Duration.ofSeconds(30);
  private static final int MOST_FAILURES = 5;

  private final Clock clock;
  private final Pause pause;
  private final PrintWriter err;

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void last(Duration time) throws InterruptedException;
  }

  /** Creates one that sleeps. */
  static GitHubPatience sleeping(Clock clock, PrintWriter err) {
    return new GitHubPatience(clock, time -> Thread.sleep(time.toMillis()), err);
  }

  GitHubPatience(Clock clock, Pause pause, PrintWriter err) {
    this.clock = clock;
    this.pause = pause;
    this.err = err;
  }

  /**
   * What the call gives, however long GitHub lets us wait for it.
   *
   * @throws GitHubException when GitHub refuses, or stays ill
   */
  <T> T with(Supplier<T> call) {
    for (int failures = 1; ; failures++) {
      try {
        return call.get();
      } catch (GitHubException e) {
        if (e.kind() == GitHubException.Kind.REFUSED) {
          throw e;
        }
        if (e.kind() == GitHubException.Kind.UNAVAILABLE && failures == MOST_FAILURES) {
          throw e;
        }
        rest(e);
      }
    }
  }

  private void rest(GitHubException failure) {
    Instant now = clock.instant();
    Instant until = failure.retryAt().orElse(now.plus(ILL));
    err.println("issue-tagger: " + failure.getMessage() + "; going on at " + until);
    err.flush();
    try {
      Duration time = Duration.between(now, until);
      pause.last(time.isNegative() ? Duration.ZERO : time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
