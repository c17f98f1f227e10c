package io.github.issuetagger.e2e;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.github.issuetagger.e2e.WireMockGitHub.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.issuetagger.App;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.testing.TestKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("In a hostile world, the App")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileWorldTest {
  private static final String SECRET = "a secret for tests";
  private static final String REPOSITORY = "widget";

  private WireMockGitHub github;
  private App app;
  private StoredDeliveries stored;

  @BeforeAll
  void start(@TempDir Path folder) {
    github = new WireMockGitHub();
    github.repository(REPOSITORY, "bug");
    Map<String, String> environment =
        Map.of(
            "APP_ID",
            "1",
            "PRIVATE_KEY",
            TestKeys.pkcs8(),
            "WEBHOOK_SECRET",
            SECRET,
            "GITHUB_API_URL",
            github.url(),
            "DATA_DIR",
            folder.resolve("data").toString(),
            "HOST",
            "127.0.0.1",
            "PORT",
            "0",
            "FIRST_RETRY",
            "1s");
    app = App.start(new ConfigLoader(environment, folder).loadAll(), Clock.systemUTC());
    stored = new StoredDeliveries(environment, folder);
  }

  @AfterAll
  void stop() {
    stored.close();
    app.close();
    github.close();
  }

  @Nested
  @DisplayName("when GitHub is ill")
  class Illness {
    @Test
    @DisplayName("gets through 502s on every kind of call, and does each thing once")
    void badGateway() {
      github.issue(REPOSITORY, 1, "Crash on save", "It crashes.");
      firstly("read", get(urlPathEqualTo(issue(1))), status(502));
      firstly("label", post(urlPathEqualTo(issue(1) + "/labels")), status(502));
      firstly("comment", post(urlPathEqualTo(issue(1) + "/comments")), status(502));

      done(open(1, "Crash on save", "It crashes."));

      assertThat(taken(issue(1) + "/labels")).hasSize(1);
      assertThat(taken(issue(1) + "/comments")).hasSize(1);
    }

    @Test
    @DisplayName("waits as long as a secondary rate limit says")
    void secondaryLimit() {
      github.issue(REPOSITORY, 2, "Crash on save", "It crashes.");
      firstly(
          "limit",
          post(urlPathEqualTo(issue(2) + "/labels")),
          status(403)
              .withHeader("Retry-After", "3")
              .withBody("{\"message\":\"You have exceeded a secondary rate limit\"}"));

      String guid = open(2, "Crash on save", "It crashes.");
      done(guid);

      List<LoggedRequest> posts =
          github.server().findAll(postRequestedFor(urlPathEqualTo(issue(2) + "/labels")));
      assertThat(posts).hasSize(2);
      long pause = posts.get(1).getLoggedDate().getTime() - posts.get(0).getLoggedDate().getTime();
      assertThat(Math.abs(pause)).isGreaterThanOrEqualTo(2_900);
      assertThat(stored.find(guid).attempts()).as("a limit is no failed try").isZero();
    }

    @Test
    @DisplayName("takes a new token when the old one has expired")
    void expiredToken() {
      github.issue(REPOSITORY, 3, "Crash on save", "It crashes.");
      firstly(
          "expired",
          get(urlPathEqualTo(issue(3))),
          status(401).withBody("{\"message\":\"Bad credentials\"}"));

      done(open(3, "Crash on save", "It crashes."));

      assertThat(taken(issue(3) + "/labels")).hasSize(1);
      assertThat(
              github.server().findAll(postRequestedFor(urlPathMatching("/app/installations/.*"))))
          .hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Nested
  @DisplayName("when things change under its hands")
  class Changes {
    @Test
    @DisplayName("leaves a deleted issue alone")
    void deleted() {
      github
          .server()
          .stubFor(
              get(urlPathEqualTo(issue(4)))
                  .atPriority(1)
                  .willReturn(status(410).withBody("{\"message\":\"This issue was deleted\"}")));

      done(open(4, "Crash on save", "It crashes."));

      assertThat(github.posted(issue(4) + "/labels")).isEmpty();
      assertThat(github.posted(issue(4) + "/comments")).isEmpty();
    }

    @Test
    @DisplayName("labels a locked issue and does not insist on the comment")
    void locked() {
      github.issue(REPOSITORY, 5, "Crash on save", "It crashes.");
      github
          .server()
          .stubFor(
              post(urlPathEqualTo(issue(5) + "/comments"))
                  .atPriority(1)
                  .willReturn(
                      status(403)
                          .withBody(
                              "{\"message\":\"Unable to create comment because issue is locked.\"}")));

      done(open(5, "Crash on save", "It crashes."));

      assertThat(github.posted(issue(5) + "/labels")).hasSize(1);
      assertThat(github.posted(issue(5) + "/comments")).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("does not bring back a label that was renamed after the prediction")
    void renamed() {
      String repository = "renaming";
      github.repository(repository, "defect");
      github.issue(repository, 6, "Crash on save", "It crashes.");
      firstly(
          "renamed",
          get(urlPathEqualTo(path(repository, "/labels"))),
          okJson(WireMockGitHub.labelsJson("bug")));

      done(send(WireMockGitHub.opened(repository, 6, "Crash on save", "It crashes.")));

      assertThat(github.posted(path(repository, "/issues/6/labels")))
          .noneMatch(body -> body.contains("bug"));
      assertThat(github.posted(path(repository, "/issues/6/comments")))
          .noneMatch(body -> body.contains("applied"));
    }
  }

  @Nested
  @DisplayName("when the text is hostile")
  class Text {
    @Test
    @DisplayName("refuses more than 25 MB and works on what is just below")
    void large() {
      assertThat(deliver(new byte[25 * 1024 * 1024 + 1], UUID.randomUUID().toString()))
          .isEqualTo(413);
      String text = "It crashes when saving. ".repeat(1_000_000);
      github.issue(REPOSITORY, 7, "Crash on save", text.substring(0, 60_000));

      done(open(7, "Crash on save", text));

      assertThat(github.posted(issue(7) + "/labels")).hasSize(1);
    }

    @Test
    @DisplayName("refuses what is not UTF-8")
    void notUtf8() {
      byte[] body = WireMockGitHub.opened(REPOSITORY, 8, "Crash", "It crashes.");
      body[indexOf(body, "crashes")] = (byte) 0xC3;
      assertThat(deliver(body, UUID.randomUUID().toString())).isEqualTo(400);
    }

    @Test
    @DisplayName("survives 100,000 backticks")
    void backticks() {
      String body = "`".repeat(100_000);
      github.issue(REPOSITORY, 9, "Crash on save", body);

      done(open(9, "Crash on save", body));

      assertThat(github.posted(issue(9) + "/labels")).hasSize(1);
    }

    @Test
    @DisplayName("lets neither a title nor a label break out of its comment")
    void escaping() {
      String repository = "hostile";
      github.repository(repository, "</details> @everyone | `x`");
      String title = "</details> @everyone <img src=x onerror=alert(1)>";
      github.issue(repository, 10, title, title);

      done(send(WireMockGitHub.opened(repository, 10, title, title)));

      assertThat(github.posted(path(repository, "/issues/10/comments")))
          .singleElement()
          .satisfies(
              comment -> {
                assertThat(comment).doesNotContain("@everyone", "<img", "</details> ", "`x`");
                assertThat(comment).contains("everyone");
              });
    }
  }

  private static String issue(int number) {
    return path(REPOSITORY, "/issues/" + number);
  }

  private static ResponseDefinitionBuilder status(int status) {
    return aResponse().withStatus(status).withHeader("Content-Type", "application/json");
  }

  /** The first such call gets this answer, later ones the usual. */
  private void firstly(String scenario, MappingBuilder call, ResponseDefinitionBuilder answer) {
    github
        .server()
        .stubFor(
            call.atPriority(1)
                .inScenario(scenario + UUID.randomUUID())
                .whenScenarioStateIs("Started")
                .willSetStateTo("over")
                .willReturn(answer));
  }

  /** The POSTs to that path that were answered with success. */
  private List<String> taken(String path) {
    return github.server().getAllServeEvents().stream()
        .filter(event -> event.getRequest().getMethod().getName().equals("POST"))
        .filter(event -> event.getRequest().getUrl().startsWith(path))
        .filter(event -> event.getResponse().getStatus() < 300)
        .map(event -> event.getRequest().getBodyAsString())
        .toList();
  }

  private String open(int number, String title, String body) {
    return send(WireMockGitHub.opened(REPOSITORY, number, title, body));
  }

  private String send(byte[] body) {
    String guid = UUID.randomUUID().toString();
    assertThat(deliver(body, guid)).isEqualTo(202);
    return guid;
  }

  private void done(String guid) {
    stored.awaitDone(List.of(guid));
  }

  private int deliver(byte[] body, String guid) {
    URI target = URI.create("http://127.0.0.1:" + app.port() + "/api/github/webhooks");
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("X-GitHub-Event", "issues")
            .header("X-GitHub-Delivery", guid)
            .header("X-Hub-Signature-256", "sha256=" + hmac(body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int indexOf(byte[] body, String text) {
    return new String(body, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
