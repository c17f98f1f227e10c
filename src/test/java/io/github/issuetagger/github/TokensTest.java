package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.issuetagger.github.StubbedGitHub.REPO;
import static io.github.issuetagger.github.StubbedGitHub.REPOSITORY;
import static io.github.issuetagger.github.StubbedGitHub.TOKEN;
import static io.github.issuetagger.github.StubbedGitHub.TOKEN_PATH;
import static io.github.issuetagger.github.StubbedGitHub.failure;
import static io.github.issuetagger.github.StubbedGitHub.getIssue;
import static io.github.issuetagger.github.StubbedGitHub.issue;
import static io.github.issuetagger.github.StubbedGitHub.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.config.Secret;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import io.github.issuetagger.github.http.InstallationTokenCache;
import io.github.issuetagger.testing.ManualClock;
import io.github.issuetagger.testing.TestKeys;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("An installation's token")
class TokensTest {
  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  @BeforeEach
  void anIssue() {
    github.stub(getIssue(), okJson(issue()));
  }

  private void read() {
    assertThat(github.reader().issue(REPOSITORY, 7)).isPresent();
  }

  private void verifyTokensMade(int count) {
    github.server.verify(count, postRequestedFor(urlEqualTo(TOKEN_PATH)));
  }

  private void verifyReadWith(int count, String token) {
    github.server.verify(
        count,
        getRequestedFor(urlPathEqualTo(REPO + "/issues/7"))
            .withHeader("Authorization", equalTo("Bearer " + token)));
  }

  @Test
  @DisplayName("signs the calls in and is made once")
  void cached() {
    read();
    github.clock.advance(Duration.ofMinutes(54));
    read();

    verifyTokensMade(1);
    verifyReadWith(2, TOKEN);
  }

  @Test
  @DisplayName("is renewed five minutes before it expires")
  void renewed() {
    read();
    github.clock.advance(Duration.ofMinutes(56));
    github.stub(post(TOKEN_PATH), token("ghs_second", github.clock.instant().plusSeconds(3600)));
    read();

    verifyTokensMade(2);
    verifyReadWith(1, "ghs_second");
  }

  @Test
  @DisplayName("is made once for calls that come together")
  void together() throws Exception {
    github.stub(
        post(TOKEN_PATH),
        token(TOKEN, github.clock.instant().plusSeconds(3600)).withFixedDelay(200));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Object> call = () -> github.reader().issue(REPOSITORY, 7);
      for (Future<Object> done : threads.invokeAll(Stream.generate(() -> call).limit(8).toList())) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    verifyTokensMade(1);
  }

  @Test
  @DisplayName("is replaced if GitHub refuses it, and the call is repeated")
  void refusedOnce() {
    read();
    github.stub(
        getIssue().withHeader("Authorization", equalTo("Bearer " + TOKEN)),
        failure(401, "Bad credentials"));
    github.stub(post(TOKEN_PATH), token("ghs_second", github.clock.instant().plusSeconds(3600)));

    read();

    verifyReadWith(1, "ghs_second");
  }

  @Test
  @DisplayName("that is refused again postpones the call")
  void refusedTwice() {
    github.stub(getIssue(), failure(401, "Bad credentials"));

    assertThatThrownBy(() -> github.reader().issue(REPOSITORY, 7))
        .isInstanceOfSatisfying(
            GitHubException.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    verifyTokensMade(2);
    verifyReadWith(2, TOKEN);
  }

  @Test
  @DisplayName("is dropped when the installation changed")
  void dropped() {
    read();
    github.app().caches().installationChanged(REPOSITORY.installationId());
    read();

    verifyTokensMade(2);
  }

  @Test
  @DisplayName("is asked for with a JWT of the App that a clock a minute off does not spoil")
  void jwt() {
    read();

    String header =
        github
            .server
            .findAll(postRequestedFor(urlEqualTo(TOKEN_PATH)))
            .get(0)
            .getHeader("Authorization");
    Claims claims =
        Jwts.parser()
            .verifyWith(TestKeys.RSA.getPublic())
            .clock(() -> Date.from(ManualClock.START.minusSeconds(55)))
            .build()
            .parseSignedClaims(header.substring("Bearer ".length()))
            .getPayload();
    assertThat(claims.getIssuer()).isEqualTo(StubbedGitHub.APP_ID);
    assertThat(claims.getIssuedAt().toInstant()).isEqualTo(ManualClock.START.minusSeconds(60));
    assertThat(
            Duration.between(claims.getIssuedAt().toInstant(), claims.getExpiration().toInstant()))
        .isLessThanOrEqualTo(Duration.ofMinutes(10));
  }

  @Test
  @DisplayName("is not in the cache on disk, whose folder is closed to others")
  void notOnDisk() throws IOException {
    github.stub(
        getIssue(),
        okJson(issue())
            .withHeader("ETag", "\"v1\"")
            .withHeader("Vary", "Accept, Authorization, Cookie"));
    read();

    List<Path> files;
    try (Stream<Path> found = Files.walk(github.cacheDir())) {
      files = found.filter(Files::isRegularFile).toList();
    }
    assertThat(files).anySatisfy(file -> assertThat(text(file)).contains("installation 42"));
    assertThat(files).noneSatisfy(file -> assertThat(text(file)).contains(TOKEN));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(github.cacheDir())))
        .isEqualTo("rwx------");
  }

  @Test
  @DisplayName("does not show itself")
  void redacted() {
    assertThat(new InstallationTokenCache.Token(new Secret(TOKEN), ManualClock.START).toString())
        .doesNotContain(TOKEN);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
