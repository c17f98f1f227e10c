package io.github.issuetagger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import io.github.issuetagger.testing.ManualClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command's waiting for GitHub")
class GitHubPatienceTest {
  private final ManualClock clock = new ManualClock();
  private final List<Duration> pauses = new ArrayList<>();
  private final StringWriter err = new StringWriter();
  private final GitHubPatience patience =
      new GitHubPatience(
          clock,
          time -> {
            pauses.add(time);
            clock.advance(time);
          },
          new PrintWriter(err, true));
  private final Deque<GitHubException> failures = new ArrayDeque<>();

  private String call() {
    return patience.with(
        () -> {
          if (!failures.isEmpty()) {
            throw failures.pop();
          }
          return "answer";
        });
  }

  private GitHubException failure(Kind kind, Duration wait) {
    Instant until = wait.isZero() ? null : clock.instant().plus(wait);
    return new GitHubException(kind, "made up", until, null);
  }

  @Test
  @DisplayName("lasts through every rate limit and reports it")
  void lastsThroughEveryRateLimitAndReportsIt() {
    for (int hour = 1; hour <= 7; hour++) {
      failures.add(failure(Kind.RATE_LIMITED, Duration.ofHours(hour)));
    }

    assertThat(call()).isEqualTo("answer");
    assertThat(pauses).hasSize(7).containsOnly(Duration.ofHours(1));
    assertThat(err.toString()).contains("made up; continuing at 2026-11-23T13:00:00Z");
  }

  @Test
  @DisplayName("lasts a while when GitHub fails")
  void lastsAWhileWhenGithubFails() {
    for (int i = 0; i < 4; i++) {
      failures.add(failure(Kind.UNAVAILABLE, Duration.ZERO));
    }
    assertThat(call()).isEqualTo("answer");

    for (int i = 0; i < 5; i++) {
      failures.add(failure(Kind.UNAVAILABLE, Duration.ZERO));
    }
    assertThatThrownBy(this::call).isInstanceOf(GitHubException.class);
  }

  @Test
  @DisplayName("ends at once when GitHub refuses")
  void refused() {
    failures.add(failure(Kind.REFUSED, Duration.ZERO));

    assertThatThrownBy(this::call).isInstanceOf(GitHubException.class);
    assertThat(pauses).isEmpty();
  }
}
