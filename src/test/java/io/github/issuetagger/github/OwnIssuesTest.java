package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.issuetagger.github.StubbedGitHub.REPO;
import static io.github.issuetagger.github.StubbedGitHub.REPOSITORY;
import static io.github.issuetagger.github.StubbedGitHub.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The App's issue")
class OwnIssuesTest {
  private static final String MARKER = "<!-- issue-tagger report -->";
  private static final String BODY = MARKER + "\nHow well it went";
  private static final String ISSUES = REPO + "/issues";

  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  @BeforeEach
  void writable() {
    issues();
    github.stub(post(urlPathEqualTo(ISSUES)), okJson(json(50, "tagger[bot]", "Bot", BODY)));
  }

  private void issues(String... found) {
    github.stub(get(urlPathEqualTo(ISSUES)), okJson("[" + String.join(",", found) + "]"));
  }

  private static String json(int number, String login, String type, String body) {
    return """
        {"id":9,"number":%d,"title":"t","user":{"login":"%s","type":"%s"},"body":"%s"}"""
        .formatted(number, login, type, body.replace("\n", "\\r\\n"));
  }

  private OptionalInt open() {
    return github.writer().openIssue(REPOSITORY, MARKER, "Measured", BODY);
  }

  private void verifyPosts(int count) {
    github.server.verify(count, postRequestedFor(urlPathEqualTo(ISSUES)));
  }

  @Test
  @DisplayName("is opened with title and body if there is none, with two calls")
  void opened() {
    assertThat(open()).hasValue(50);

    github.server.verify(
        1,
        getRequestedFor(urlPathEqualTo(ISSUES))
            .withQueryParam("state", equalTo("all"))
            .withQueryParam("creator", equalTo("tagger[bot]")));
    github.server.verify(
        1,
        postRequestedFor(urlPathEqualTo(ISSUES))
            .withRequestBody(matchingJsonPath("$.title", equalTo("Measured")))
            .withRequestBody(matchingJsonPath("$.body", equalTo(BODY))));
    github.server.verify(0, getRequestedFor(urlPathEqualTo(REPO)));
    verifyPosts(1);
  }

  @Test
  @DisplayName("is not opened again where the App has opened it already")
  void once() {
    issues(json(8, "tagger[bot]", "Bot", "another"), json(7, "tagger[bot]", "Bot", BODY));

    assertThat(open()).hasValue(7);
    verifyPosts(0);
  }

  @Test
  @DisplayName("is found on the second page, too")
  void secondPage() {
    github.stub(
        get(urlPathEqualTo(ISSUES)),
        okJson("[" + json(8, "tagger[bot]", "Bot", "another") + "]")
            .withHeader("Link", "<https://api.github.com/x?page=2>; rel=\"next\""));
    github.stub(
        get(urlPathEqualTo(ISSUES)).withQueryParam("page", equalTo("2")),
        okJson("[" + json(7, "tagger[bot]", "Bot", BODY) + "]"));

    assertThat(open()).hasValue(7);
  }

  @Test
  @DisplayName("is opened if only somebody else's issue contains the marker")
  void forgedMarker() {
    issues(json(7, "mallory", "User", BODY), json(8, "other[bot]", "Bot", BODY));

    assertThat(open()).hasValue(50);
    verifyPosts(1);
  }

  @Test
  @DisplayName("is postponed if the issues cannot be searched, to avoid a second one")
  void unsearchable() {
    github.stub(get(urlPathEqualTo(ISSUES)), failure(502, "sorry"));

    assertThatThrownBy(this::open).isInstanceOf(GitHubException.class);
    verifyPosts(0);
  }

  @ParameterizedTest
  @CsvSource({"410, REFUSED", "403, REFUSED", "429, RATE_LIMITED", "502, UNAVAILABLE"})
  @DisplayName("fails like every other call, and is sent once")
  void failures(int status, Kind kind) {
    ResponseDefinitionBuilder answer = failure(status, "no");
    github.stub(
        post(urlPathEqualTo(ISSUES)),
        status == 429 ? answer.withHeader("Retry-After", "60") : answer);

    assertThatThrownBy(this::open)
        .hasMessage("POST " + ISSUES + " answered " + status)
        .isInstanceOfSatisfying(
            GitHubException.class, thrown -> assertThat(thrown.kind()).isEqualTo(kind));
    verifyPosts(1);
  }

  @Test
  @DisplayName("is not opened in a dry run")
  void dryRun() {
    assertThat(new DryRunWriter().openIssue(REPOSITORY, MARKER, "Measured", BODY)).isEmpty();
    assertThat(github.server.getAllServeEvents()).isEmpty();
  }
}
