package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
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

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading an issue")
class ReadingIssuesTest {
  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  @Test
  @DisplayName("gives what the API shows")
  void snapshot() {
    github.stub(getIssue(), okJson(issue()));

    assertThat(github.reader().issue(REPOSITORY, 7))
        .contains(
            new IssueSnapshot(
                7,
                new IssueText("Cart is empty", "It is."),
                List.of("bug", "area/cart"),
                "ann",
                false,
                true,
                false,
                false));
  }

  @Test
  @DisplayName("distinguishes bots, pull requests, locked and closed issues")
  void flags() {
    github.stub(
        getIssue(),
        okJson(
            """
            {"number":7,"title":"Bump","body":null,"state":"closed","locked":true,"labels":[],
             "user":{"login":"Copilot","type":"Bot"},"pull_request":{"url":"u"}}"""));

    assertThat(github.reader().issue(REPOSITORY, 7))
        .contains(
            new IssueSnapshot(
                7, new IssueText("Bump", ""), List.of(), "Copilot", true, false, true, true));
  }

  @Test
  @DisplayName("works when its author's account was deleted")
  void ghost() {
    github.stub(
        getIssue(), okJson("{\"number\":7,\"title\":\"t\",\"state\":\"open\",\"user\":null}"));

    IssueSnapshot issue = github.reader().issue(REPOSITORY, 7).orElseThrow();

    assertThat(issue.author()).isEqualTo("ghost");
    assertThat(issue.authorIsBot()).isFalse();
  }

  @Test
  @DisplayName("costs one call for the issue and none for its author or repository")
  void frugal() {
    github.stub(getIssue(), okJson(issue()));
    github.reader().issue(REPOSITORY, 7);
    github.reader().issue(REPOSITORY, 7);

    github.server.verify(3, anyRequestedFor(anyUrl()));
  }

  @Test
  @DisplayName("sends user agent and API version")
  void headers() {
    github.stub(getIssue(), okJson(issue()));
    github.reader().issue(REPOSITORY, 7);

    github.server.verify(
        getRequestedFor(urlPathEqualTo(REPO + "/issues/7"))
            .withHeader("User-Agent", matching("issue-tagger.*"))
            .withHeader("X-GitHub-Api-Version", matching(".+")));
  }

  @Test
  @DisplayName("works below the path of a GitHub Enterprise Server")
  void enterpriseServer() {
    github.stub(
        post("/api/v3" + TOKEN_PATH), token(TOKEN, github.clock.instant().plusSeconds(3600)));
    github.stub(get("/api/v3" + REPO + "/issues/7"), okJson(issue()));
    github.stub(get(urlPathEqualTo("/api/v3" + REPO + "/labels")), okJson("[{\"name\":\"bug\"}]"));

    try (GitHubApp app = github.open("/api/v3/")) {
      assertThat(app.reader().issue(REPOSITORY, 7)).isPresent();
      assertThat(app.reader().labels(REPOSITORY).size()).isEqualTo(1);
    }
  }

  @Nested
  @DisplayName("finds none")
  class Gone {
    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    @DisplayName("where it was deleted")
    void deleted(int status) {
      github.stub(getIssue(), failure(status, "This issue was deleted"));

      assertThat(github.reader().issue(REPOSITORY, 7)).isEmpty();
    }

    @Test
    @DisplayName("where it was transferred to another repository")
    void transferred() {
      github.stub(getIssue(), movedTo("/repositories/2002/issues/1"));

      assertThat(github.reader().issue(REPOSITORY, 7)).isEmpty();
    }
  }

  @Nested
  @DisplayName("follows a redirect")
  class Redirected {
    @Test
    @DisplayName("when the repository was renamed")
    void renamed() {
      github.stub(getIssue(), movedTo("/repositories/1001/issues/7"));
      github.stub(get(urlEqualTo("/repositories/1001/issues/7")), okJson(issue()));

      assertThat(github.reader().issue(REPOSITORY, 7)).isPresent();
    }

    @Test
    @DisplayName("not around in a circle")
    void circle() {
      github.stub(getIssue(), movedTo("/repositories/1001/issues/7"));
      github.stub(
          get(urlEqualTo("/repositories/1001/issues/7")), movedTo("/repositories/1001/issues/7"));

      assertThat(github.reader().issue(REPOSITORY, 7)).isEmpty();
    }

    @Test
    @DisplayName("never to another host, which would get the token")
    void otherHost() {
      WireMockServer stranger = new WireMockServer(WireMockConfiguration.options().dynamicPort());
      stranger.start();
      try {
        github.stub(
            getIssue(),
            aResponse()
                .withStatus(301)
                .withHeader("Location", stranger.baseUrl() + "/repositories/1001/issues/7"));

        assertThatThrownBy(() -> github.reader().issue(REPOSITORY, 7))
            .isInstanceOfSatisfying(
                GitHubException.class,
                failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
        assertThat(stranger.getAllServeEvents()).isEmpty();
      } finally {
        stranger.stop();
      }
    }
  }

  @Nested
  @DisplayName("returns the labels that people removed")
  class Removed {
    private void events(String... events) {
      github.stub(
          get(urlPathEqualTo(REPO + "/issues/7/events")),
          okJson("[" + String.join(",", events) + "]"));
    }

    private static String event(String event, String label, String actor, String type) {
      return """
          {"event":"%s","label":{"name":"%s"},"actor":{"login":"%s","type":"%s"}}"""
          .formatted(event, label, actor, type);
    }

    @Test
    @DisplayName("by the last event of each label")
    void lastCounts() {
      events(
          event("labeled", "bug", "tagger[bot]", "Bot"),
          event("unlabeled", "bug", "ann", "User"),
          event("unlabeled", "docs", "ann", "User"),
          event("closed", "", "ann", "User"),
          event("labeled", "Docs", "ann", "User"));

      assertThat(github.reader().labelsRemovedByPeople(REPOSITORY, 7)).containsExactly("bug");
    }

    @Test
    @DisplayName("and ignores labels that bots removed")
    void bots() {
      events(
          event("unlabeled", "bug", "cleaner[bot]", "Bot"),
          event("unlabeled", "docs", "ann", "User"),
          event("labeled", "docs", "ann", "User"),
          event("unlabeled", "docs", "Copilot", "Bot"));

      assertThat(github.reader().labelsRemovedByPeople(REPOSITORY, 7)).isEmpty();
    }

    @Test
    @DisplayName("and counts deleted accounts as people")
    void ghosts() {
      events("{\"event\":\"unlabeled\",\"label\":{\"name\":\"bug\"},\"actor\":null}");

      assertThat(github.reader().labelsRemovedByPeople(REPOSITORY, 7)).containsExactly("bug");
    }
  }

  private ResponseDefinitionBuilder movedTo(String path) {
    return aResponse().withStatus(301).withHeader("Location", github.server.baseUrl() + path);
  }
}
