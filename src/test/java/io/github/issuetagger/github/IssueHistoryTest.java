package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.issuetagger.github.StubbedGitHub.REPO;
import static io.github.issuetagger.github.StubbedGitHub.REPOSITORY;
import static io.github.issuetagger.github.StubbedGitHub.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.github.IssueHistory.Which;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.HttpCache;
import io.github.issuetagger.github.http.NextPage;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.testing.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A repository's history")
class IssueHistoryTest {
  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  private IssueHistoryPage page(Optional<String> place) {
    return github.app().history().page(REPOSITORY, Which.ALL, place);
  }

  private void issues(String link, String... issues) {
    github.stub(
        get(urlPathEqualTo(REPO + "/issues")),
        okJson("[" + String.join(",", issues) + "]").withHeader("Link", link));
  }

  private static String issue(int number, String more) {
    return """
    {"number":%d,"title":"T","body":"B","state":"closed","labels":[{"name":"bug"}],
     "user":{"login":"ann","type":"User"},"created_at":"2026-01-02T03:04:05Z",
     "updated_at":"2026-02-03T04:05:06Z"%s}\
    """
        .formatted(number, more);
  }

  @Test
  @DisplayName("is read newest first, a hundred at a time, without pull requests")
  void page() {
    issues(
        "",
        issue(9, ",\"state_reason\":\"not_planned\""),
        issue(8, ",\"pull_request\":{}"),
        issue(7, ""));

    IssueHistoryPage page = page(Optional.empty());

    assertThat(page.issues()).extracting(past -> past.issue().number()).containsExactly(9, 7);
    assertThat(page.issues()).extracting(ImportedIssue::notPlanned).containsExactly(true, false);
    assertThat(page.issues().get(0).createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(page.issues().get(0).updatedAt()).isEqualTo(Instant.parse("2026-02-03T04:05:06Z"));
    assertThat(page.issues().get(0).issue().labels()).containsExactly("bug");
    assertThat(page.entries()).isEqualTo(3);
    assertThat(page.next()).isEmpty();
    github.server.verify(
        getRequestedFor(urlPathEqualTo(REPO + "/issues"))
            .withQueryParam("state", equalTo("all"))
            .withQueryParam("sort", equalTo("created"))
            .withQueryParam("direction", equalTo("desc"))
            .withQueryParam("per_page", equalTo("100")));
  }

  @Test
  @DisplayName("uses the cursor that GitHub requires in long lists")
  void cursor() {
    issues("<https://elsewhere.example/issues?after=Y3Vy%3D&per_page=100>; rel=\"next\"");
    IssueHistoryPage first = page(Optional.empty());
    assertThat(first.next()).contains("after=Y3Vy=");

    page(first.next());

    github.server.verify(
        getRequestedFor(urlPathEqualTo(REPO + "/issues"))
            .withQueryParam("after", equalTo("Y3Vy=")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<https://h/x?page=2>; rel=\"next\", <https://h/x?page=9>; rel=\"last\" | page=2",
        "<https://h/x?page=1>; rel=\"prev\", <https://h/x?page=3>; rel=\"next\" | page=3",
        "<https://h/x?page=1>; rel=\"prev\" |",
        "<https://h/x?other=1>; rel=\"next\" |",
        "<not an address>; rel=\"next\" |",
        "nonsense |"
      })
  @DisplayName("uses only the position of the next page from a link")
  void links(String link, String place) {
    assertThat(NextPage.in(List.of(link))).isEqualTo(Optional.ofNullable(place));
  }

  @ParameterizedTest
  @ValueSource(strings = {"created_at", "updated_at"})
  @DisplayName("is missing if an answer is not GitHub's")
  void dates(String field) {
    issues("", issue(7, "").replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"x\":1"));

    assertThatThrownBy(() -> page(Optional.empty()))
        .isInstanceOfSatisfying(
            GitHubException.class,
            e -> assertThat(e.kind()).isEqualTo(GitHubException.Kind.UNAVAILABLE));
  }

  @Test
  @DisplayName("says when a rate limit is over")
  void rateLimit() {
    github.stub(
        get(urlPathEqualTo(REPO + "/issues")), failure(429, "slow").withHeader("Retry-After", "7"));

    assertThatThrownBy(() -> page(Optional.empty()))
        .isInstanceOfSatisfying(
            GitHubException.class,
            e -> assertThat(e.retryAt()).contains(github.clock.instant().plusSeconds(7)));
  }

  @Nested
  @DisplayName("and the sandbox")
  class InTheSandbox {
    private final ManualClock clock = new ManualClock();

    @Test
    @DisplayName("agree on finding a repository and reading all its pages")
    void pages(@TempDir Path folder) throws Exception {
      try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock))) {
        SandboxRepository repository = sandbox.createRepository("octo/shop", "A shop");
        repository.label("bug", "ff0000", "");
        for (int i = 1; i <= 205; i++) {
          repository.openIssue("ann", "Issue " + i, "", "bug");
        }
        repository.closeIssue("ann", 3);
        Path cache = folder.resolve("http");
        try (GitHubApp app =
            GitHubApp.open(
                new GitHubConfig(
                    sandbox.appId(), new Secret(sandbox.privateKeyPem()), sandbox.apiUrl()),
                cache,
                clock)) {
          assertThat(app.find("OCTO", "Shop")).contains(repository.ref());
          assertThat(app.find("octo", "nothing")).isEmpty();
          assertThat(numbers(app, repository, Which.ALL))
              .hasSize(205)
              .isSortedAccordingTo(Comparator.reverseOrder());
          assertThat(numbers(app, repository, Which.OPEN)).hasSize(204).doesNotContain(3);
          assertThat(app.ownLabels().takeBack(repository.ref(), 1, "bug")).isFalse();
          assertThat(app.ownLabels().takeBack(repository.ref(), 999, "bug")).isFalse();
        }
        assertThat(sandbox.unknownCalls()).isEmpty();

        assertThat(HttpCache.forget(cache, "octo", "other", Set.of(1L))).isZero();
        int answers = HttpCache.forget(cache, "Octo", "shop", Set.of());
        assertThat(answers).isGreaterThan(5);
        assertThat(HttpCache.forget(cache, "octo", "shop", Set.of())).isZero();
        assertThat(HttpCache.forget(folder.resolve("none"), "o", "s", Set.of())).isZero();
      }
    }

    @Test
    @DisplayName("delete answers that were requested by ID")
    void byNumber(@TempDir Path folder) throws Exception {
      Path file = Files.createDirectories(folder).resolve("abc.0");
      Files.writeString(file, "http://h/api/v3/repositories/42/issues/1\nGET\n");
      Files.writeString(folder.resolve("abc.1"), "{}");
      Files.writeString(folder.resolve("journal"), "libcore.io.DiskLruCache\n");

      assertThat(HttpCache.forget(folder, "octo", "shop", Set.of(41L))).isZero();
      assertThat(HttpCache.forget(folder, "octo", "shop", Set.of(42L))).isEqualTo(1);

      assertThat(folder.toFile().list()).containsExactly("journal");
    }

    private static List<Integer> numbers(GitHubApp app, SandboxRepository repository, Which which) {
      List<Integer> numbers = new ArrayList<>();
      Optional<String> place = Optional.empty();
      do {
        IssueHistoryPage page = app.history().page(repository.ref(), which, place);
        page.issues().forEach(past -> numbers.add(past.issue().number()));
        place = page.next();
      } while (place.isPresent());
      return numbers;
    }
  }
}
