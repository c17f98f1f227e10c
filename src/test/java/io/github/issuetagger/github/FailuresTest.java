package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.issuetagger.github.StubbedGitHub.REPO;
import static io.github.issuetagger.github.StubbedGitHub.REPOSITORY;
import static io.github.issuetagger.github.StubbedGitHub.TOKEN;
import static io.github.issuetagger.github.StubbedGitHub.failure;
import static io.github.issuetagger.github.StubbedGitHub.getIssue;
import static io.github.issuetagger.github.StubbedGitHub.issue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import io.github.issuetagger.github.http.HttpTimeouts;
import io.github.issuetagger.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A call that fails")
class FailuresTest {
  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  private GitHubException reading(ResponseDefinitionBuilder answer) {
    github.stub(getIssue(), answer);
    return failureOf(() -> github.reader().issue(REPOSITORY, 7));
  }

  private static GitHubException failureOf(ThrowingCallable call) {
    return catchThrowableOfType(GitHubException.class, call);
  }

  @Nested
  @DisplayName("is to be tried later")
  class Unavailable {
    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    @DisplayName("when GitHub fails")
    void serverErrors(int status) {
      GitHubException failure = reading(failure(status, "sorry"));

      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.retryAt()).isEmpty();
      assertThat(failure).hasMessage("GET " + REPO + "/issues/7 answered " + status);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @DisplayName("when the connection breaks or the answer is garbage")
    void brokenConnections(Fault fault) {
      assertThat(reading(aResponse().withFault(fault)).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    @DisplayName("when no answer arrives in time")
    void timeout() {
      github.stub(getIssue(), okJson(issue()).withFixedDelay(5_000));
      Duration soon = Duration.ofMillis(200);

      try (GitHubApp app = github.open("", new HttpTimeouts(soon, soon, Duration.ofSeconds(2)))) {
        GitHubException failure = failureOf(() -> app.reader().issue(REPOSITORY, 7));
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessage("GET " + REPO + "/issues/7 got no answer");
      }
    }

    @Test
    @DisplayName("when a proxy answers with its own page, which is not quoted")
    void foreignPage() {
      GitHubException failure = reading(aResponse().withBody("<html>secret of the proxy</html>"));

      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure).hasNoCause().message().doesNotContain("secret");
    }

    @Test
    @DisplayName("and is sent once, without waiting")
    void noHiddenRetries() {
      github.stub(
          post(urlPathEqualTo(REPO + "/issues/7/comments")),
          aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
      github.stub(get(urlPathEqualTo(REPO + "/issues/7/comments")), okJson("[]"));

      GitHubException failure =
          failureOf(
              () ->
                  github
                      .writer()
                      .putComment(REPOSITORY, 7, OptionalLong.empty(), "<!-- m -->", "x"));

      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      github.server.verify(1, postRequestedFor(urlPathEqualTo(REPO + "/issues/7/comments")));
    }
  }

  @Nested
  @DisplayName("is a rate limit")
  class RateLimited {
    @Test
    @DisplayName("with the pause that GitHub asks for, in seconds")
    void retryAfterSeconds() {
      GitHubException failure =
          reading(
              failure(403, "You have exceeded a secondary rate limit")
                  .withHeader("Retry-After", "90"));

      assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(failure.retryAt()).contains(ManualClock.START.plusSeconds(90));
    }

    @Test
    @DisplayName("with the reset of the primary limit")
    void primary() {
      long reset = ManualClock.START.plus(Duration.ofMinutes(20)).getEpochSecond();
      GitHubException failure =
          reading(
              failure(403, "API rate limit exceeded")
                  .withHeader("x-ratelimit-remaining", "0")
                  .withHeader("x-ratelimit-reset", Long.toString(reset)));

      assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(failure.retryAt()).contains(ManualClock.START.plus(Duration.ofMinutes(20)));
    }

    @Test
    @DisplayName("when a write fails in the same way, and is not repeated")
    void writes() {
      github.stub(get(urlPathEqualTo(REPO + "/labels")), okJson("[{\"name\":\"bug\"}]"));
      github.stub(
          post(urlPathEqualTo(REPO + "/issues/7/labels")),
          failure(429, "slow down").withHeader("Retry-After", "5"));

      GitHubException failure =
          failureOf(() -> github.writer().addLabels(REPOSITORY, 7, List.of("bug")));

      assertThat(failure.retryAt()).contains(ManualClock.START.plusSeconds(5));
      github.server.verify(1, postRequestedFor(urlPathEqualTo(REPO + "/issues/7/labels")));
    }
  }

  @Nested
  @DisplayName("is refused for good")
  class Refused {
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 422, 451})
    @DisplayName("when GitHub says so")
    void clientErrors(int status) {
      GitHubException failure = reading(failure(status, "Resource not accessible by integration"));

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessage("GET " + REPO + "/issues/7 answered " + status);
    }

    @Test
    @DisplayName("when the App was removed")
    void uninstalled() {
      github.stub(post(StubbedGitHub.TOKEN_PATH), failure(404, "Not Found"));

      GitHubException failure = failureOf(() -> github.reader().labels(REPOSITORY));

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  @DisplayName("never shows a token, a key or a body")
  void secrets() {
    GitHubException failure = reading(failure(502, "the body of an issue"));

    assertThat(failure)
        .extracting(Throwable::toString)
        .asString()
        .doesNotContain(TOKEN)
        .doesNotContain("the body")
        .doesNotContain("Bearer");
    assertThat(github.app().toString()).doesNotContain(TOKEN);
    github.server.verify(getRequestedFor(urlPathEqualTo(REPO + "/issues/7")));
  }

  @Test
  @DisplayName("does not spoil the next one")
  void recovers() {
    reading(failure(502, "sorry"));
    github.stub(getIssue(), okJson(issue()));

    assertThat(github.reader().issue(REPOSITORY, 7)).isPresent();
  }
}
