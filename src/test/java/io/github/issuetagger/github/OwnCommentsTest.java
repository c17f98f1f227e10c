package io.github.issuetagger.github;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.issuetagger.github.StubbedGitHub.REPO;
import static io.github.issuetagger.github.StubbedGitHub.REPOSITORY;
import static io.github.issuetagger.github.StubbedGitHub.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.github.http.GitHubException.Kind;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The App's comment")
class OwnCommentsTest {
  private static final String MARKER = "<!-- issue-tagger -->";
  private static final String BODY = MARKER + "\nbug: 0.91";
  private static final String THREAD = REPO + "/issues/7/comments";

  @RegisterExtension final StubbedGitHub github = new StubbedGitHub();

  @BeforeEach
  void writable() {
    thread();
    github.stub(post(THREAD), okJson("{\"id\":50}").withStatus(201));
    github.stub(patch(urlPathEqualTo(comment(5))), okJson("{\"id\":5}"));
  }

  private void thread(String... comments) {
    github.stub(get(urlPathEqualTo(THREAD)), okJson("[" + String.join(",", comments) + "]"));
  }

  private static String comment(long id) {
    return REPO + "/issues/comments/" + id;
  }

  private static String json(long id, String login, String type, String body) {
    return """
        {"id":%d,"user":{"login":"%s","type":"%s"},"body":"%s",
         "issue_url":"https://api.github.com/repos/octo/shop/issues/7"}"""
        .formatted(id, login, type, body.replace("\n", "\\r\\n"));
  }

  private static String ours(long id, String body) {
    return json(id, "tagger[bot]", "Bot", body);
  }

  private OptionalLong put(OptionalLong knownId) {
    return github.writer().putComment(REPOSITORY, 7, knownId, MARKER, BODY);
  }

  private void verifyWrites(int posts, int patches) {
    github.server.verify(posts, postRequestedFor(urlEqualTo(THREAD)));
    github.server.verify(
        patches, patchRequestedFor(anyUrl()).withRequestBody(equalToJson(bodyJson())));
    github.server.verify(patches, patchRequestedFor(anyUrl()));
  }

  private static String bodyJson() {
    return "{\"body\":\"" + BODY.replace("\n", "\\n") + "\"}";
  }

  @Test
  @DisplayName("is posted if there is none")
  void posted() {
    assertThat(put(OptionalLong.empty())).hasValue(50);

    github.server.verify(
        1, postRequestedFor(urlEqualTo(THREAD)).withRequestBody(equalToJson(bodyJson())));
    verifyWrites(1, 0);
  }

  @Nested
  @DisplayName("is edited in place")
  class Edited {
    @Test
    @DisplayName("when its id is known")
    void byId() {
      github.stub(get(comment(5)), okJson(ours(5, MARKER + " before")));

      assertThat(put(OptionalLong.of(5))).hasValue(5);
      verifyWrites(0, 1);
    }

    @Test
    @DisplayName("when it is found by marker and author")
    void byMarker() {
      thread(json(4, "ann", "User", "Thanks!"), ours(5, MARKER + " before"));

      assertThat(put(OptionalLong.empty())).hasValue(5);
      verifyWrites(0, 1);
    }

    @Test
    @DisplayName("when it is only on the second page")
    void secondPage() {
      github.stub(
          get(urlPathEqualTo(THREAD)).withQueryParam("page", equalTo("1")),
          okJson("[" + json(4, "ann", "User", "Thanks!") + "]")
              .withHeader("Link", "<https://api.github.com/x?page=2>; rel=\"next\""));
      github.stub(
          get(urlPathEqualTo(THREAD)).withQueryParam("page", equalTo("2")),
          okJson("[" + ours(5, MARKER + " before") + "]"));

      assertThat(put(OptionalLong.empty())).hasValue(5);
    }

    @Test
    @DisplayName("but not if the text is the same")
    void unchanged() {
      github.stub(get(comment(5)), okJson(ours(5, BODY)));

      assertThat(put(OptionalLong.of(5))).hasValue(5);
      verifyWrites(0, 0);
    }
  }

  @Nested
  @DisplayName("is posted again")
  class Anew {
    @Test
    @DisplayName("when the known one was deleted")
    void deleted() {
      github.stub(get(comment(5)), failure(404, "Not Found"));

      assertThat(put(OptionalLong.of(5))).hasValue(50);
      verifyWrites(1, 0);
    }

    @Test
    @DisplayName("when the known one is deleted during the edit")
    void deletedMeanwhile() {
      github.stub(get(comment(5)), okJson(ours(5, "before")));
      github.stub(patch(urlPathEqualTo(comment(5))), failure(404, "Not Found"));

      assertThat(put(OptionalLong.of(5))).hasValue(50);
    }

    @Test
    @DisplayName("when somebody else's comment contains the marker, which stays unchanged")
    void forgedMarker() {
      thread(
          json(5, "mallory", "User", MARKER + " forged"),
          json(6, "other[bot]", "Bot", MARKER + " forged"));

      assertThat(put(OptionalLong.empty())).hasValue(50);
      verifyWrites(1, 0);
    }

    @Test
    @DisplayName("when the known ID belongs to another author or issue")
    void foreignId() {
      github.stub(get(comment(5)), okJson(json(5, "mallory", "User", "hello")));
      github.stub(get(comment(6)), okJson(ours(6, "before").replace("/issues/7", "/issues/17")));

      assertThat(put(OptionalLong.of(5))).hasValue(50);
      assertThat(put(OptionalLong.of(6))).hasValue(50);
      verifyWrites(2, 0);
    }
  }

  @Test
  @DisplayName("is refused for good on a locked issue")
  void locked() {
    github.stub(post(THREAD), failure(403, "Unable to create comment because issue is locked."));

    assertThatThrownBy(() -> put(OptionalLong.empty()))
        .hasMessage("POST " + THREAD + " answered 403")
        .isInstanceOfSatisfying(
            GitHubException.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
  }

  @Test
  @DisplayName("is postponed if the thread cannot be searched, to avoid a second one")
  void unsearchable() {
    github.stub(get(urlPathEqualTo(THREAD)), failure(502, "sorry"));

    assertThatThrownBy(() -> put(OptionalLong.empty())).isInstanceOf(GitHubException.class);
    verifyWrites(0, 0);
  }

  @Test
  @DisplayName("is postponed while GitHub does not name the App's account")
  void nameless() {
    github.stub(get("/app"), okJson("{}"));
    thread(ours(5, MARKER + " before"));

    assertThatThrownBy(() -> put(OptionalLong.empty())).isInstanceOf(GitHubException.class);
    verifyWrites(0, 0);
  }

  @Test
  @DisplayName("is not written in a dry run")
  void dryRun() {
    assertThat(new DryRunWriter().putComment(REPOSITORY, 7, OptionalLong.of(5), MARKER, BODY))
        .isEmpty();
    assertThat(github.server.getAllServeEvents()).isEmpty();
  }
}
