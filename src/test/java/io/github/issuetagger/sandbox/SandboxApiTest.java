package io.github.issuetagger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.RecordedCall;
import io.github.issuetagger.sandbox.state.SandboxEvent;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxLabel;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.testing.ManualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The sandbox's API")
class SandboxApiTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final ManualClock clock = new ManualClock(START);
  private Sandbox sandbox;
  private SandboxRepository repository;
  private ApiClient api;
  private String token;

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withHourlyLimit(40));
    repository = sandbox.createRepository("octo/hello", "Says hello");
    repository.label("area/ui", "0052cc", "What people see");
    repository.openIssue("mona", "It does not start", "Nothing happens.");
    api = new ApiClient(sandbox);
    token = api.token(repository.ref().installationId(), clock.instant());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Nested
  @DisplayName("identifies the caller")
  class Identity {
    @Test
    @DisplayName("and answers 401 without a token")
    void anonymous() throws Exception {
      HttpResponse<String> response = api.anonymous("/repos/octo/hello");
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(api.json(response).path("message").asText()).isEqualTo("Requires authentication");
    }

    @Test
    @DisplayName("and answers 401 for an unknown token")
    void wrongToken() throws Exception {
      HttpResponse<String> response = api.get("/repos/octo/hello", "ghs_made_up");
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(api.json(response).path("message").asText()).isEqualTo("Bad credentials");
    }

    @Test
    @DisplayName("and accepts a token for an hour")
    void tokenExpires() throws Exception {
      clock.advance(Duration.ofMinutes(59));
      assertThat(api.get("/repos/octo/hello", token).statusCode()).isEqualTo(200);
      clock.advance(Duration.ofMinutes(1));
      assertThat(api.get("/repos/octo/hello", token).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("and hides a repository from another owner's installation")
    void foreignInstallation() throws Exception {
      SandboxRepository other = sandbox.createRepository("other/thing", "");
      String foreign = api.token(other.ref().installationId(), clock.instant());
      assertThat(api.get("/repos/octo/hello", foreign).statusCode()).isEqualTo(404);
      assertThat(api.get("/repositories/" + repository.ref().id(), foreign).statusCode())
          .isEqualTo(404);
    }

    @Test
    @DisplayName("and checks signature, issuer and times of the App's JWT")
    void jwt() throws Exception {
      Instant now = clock.instant();
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      String forged =
          ApiClient.jwt(
              generator.generateKeyPair().getPrivate(), sandbox.appId(), now, now.plusSeconds(60));

      assertThat(status(api.jwt(sandbox.appId(), now, now.plusSeconds(540)))).isEqualTo(200);
      assertThat(status(forged)).isEqualTo(401);
      assertThat(status(api.jwt("1", now, now.plusSeconds(540)))).isEqualTo(404);
      assertThat(status(api.jwt(sandbox.appId(), now, now.minusSeconds(1)))).isEqualTo(401);
      assertThat(status(api.jwt(sandbox.appId(), now, now.plusSeconds(3600)))).isEqualTo(401);
      assertThat(status(api.jwt(sandbox.appId(), now.plusSeconds(300), now.plusSeconds(540))))
          .isEqualTo(401);
      assertThat(status(token)).isEqualTo(401);
    }

    private int status(String jwt) throws Exception {
      return api.get("/app", jwt).statusCode();
    }

    @Test
    @DisplayName("and refuses calls without the permission")
    void permissions() throws Exception {
      try (Sandbox strict =
          Sandbox.start(SandboxOptions.defaults().withPermissions(Map.of("issues", "read")))) {
        SandboxRepository readable = strict.createRepository("octo/hello", "");
        readable.openIssue("mona", "A title", "");
        ApiClient client = new ApiClient(strict);
        String weak = client.token(readable.ref().installationId(), Instant.now());
        assertThat(client.get("/repos/octo/hello/issues/1", weak).statusCode()).isEqualTo(200);
        assertThat(
                client
                    .send("POST", "/repos/octo/hello/issues/1/labels", weak, "[\"area/ui\"]")
                    .statusCode())
            .isEqualTo(403);
        assertThat(client.get("/repos/octo/hello/contents/README.md", weak).statusCode())
            .isEqualTo(403);
      }
    }
  }

  @Nested
  @DisplayName("counts")
  class Limits {
    @Test
    @DisplayName("requests, but none that is answered 304")
    void etags() throws Exception {
      HttpResponse<String> first = api.get("/repos/octo/hello/labels", token);
      String etag = first.headers().firstValue("etag").orElseThrow();
      String remaining = first.headers().firstValue("x-ratelimit-remaining").orElseThrow();
      HttpResponse<String> second =
          api.get("/repos/octo/hello/labels", token, "If-None-Match", etag);
      assertThat(second.statusCode()).isEqualTo(304);
      assertThat(second.body()).isEmpty();
      assertThat(second.headers().firstValue("x-ratelimit-remaining")).contains(remaining);

      repository.label("new", "ffffff", "");
      assertThat(api.get("/repos/octo/hello/labels", token, "If-None-Match", etag).statusCode())
          .isEqualTo(200);
    }

    @Test
    @DisplayName("up to the limit, answers 403 then, and starts again after an hour")
    void limit() throws Exception {
      for (int i = 0; i < 40; i++) {
        assertThat(api.get("/repos/octo/hello", token).statusCode()).isEqualTo(200);
      }
      HttpResponse<String> refused = api.get("/repos/octo/hello", token);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.headers().firstValue("x-ratelimit-remaining")).contains("0");
      assertThat(refused.headers().firstValue("x-ratelimit-reset"))
          .contains(String.valueOf(START.plus(Duration.ofHours(1)).getEpochSecond()));

      clock.advance(Duration.ofHours(1));
      token = api.token(repository.ref().installationId(), clock.instant());
      assertThat(api.get("/repos/octo/hello", token).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("nothing for the question how much is left")
    void rateLimit() throws Exception {
      assertThat(remaining()).isEqualTo(40);
      assertThat(remaining()).isEqualTo(40);
    }

    private int remaining() throws Exception {
      return api.json(api.get("/rate_limit", token)).at("/resources/core/remaining").asInt();
    }
  }

  @Test
  @DisplayName("serves long lists in linked pages")
  void pages() throws Exception {
    for (int i = 0; i < 6; i++) {
      repository.label("l" + i, "ffffff", "");
    }
    HttpResponse<String> page = api.get("/repos/octo/hello/labels?per_page=3&page=2", token);
    assertThat(api.json(page)).hasSize(3);
    assertThat(page.headers().firstValue("link").orElseThrow())
        .contains("per_page=3&page=1>; rel=\"prev\"")
        .contains("per_page=3&page=3>; rel=\"next\"")
        .contains("per_page=3&page=3>; rel=\"last\"");
    assertThat(api.json(api.get("/repos/octo/hello/labels?page=99999999", token))).isEmpty();
  }

  @Test
  @DisplayName("answers 404 to unknown calls, and records them")
  void unknownRoutes() throws Exception {
    assertThat(api.send("PUT", "/repos/octo/hello/issues/1/labels", token, "[]").statusCode())
        .isEqualTo(404);
    assertThat(api.get("/repos/octo/hello/issues/99", token).statusCode()).isEqualTo(404);
    assertThat(sandbox.unknownCalls()).containsExactly("PUT /repos/octo/hello/issues/1/labels");
    assertThat(sandbox.calls())
        .contains(new RecordedCall("GET", "/repos/octo/hello/issues/99", 404));
  }

  @Nested
  @DisplayName("on labels of an issue")
  class Labels {
    private static final String PATH = "/repos/octo/hello/issues/1/labels";

    @Test
    @DisplayName("adds them as the App and keeps the others")
    void add() throws Exception {
      repository.addLabel("octo", 1, "mine");
      assertThat(api.send("POST", PATH, token, "{\"labels\":[\"AREA/UI\"]}").statusCode())
          .isEqualTo(200);
      SandboxIssue issue = repository.issue(1).orElseThrow();
      assertThat(issue.labelNames()).containsExactly("mine", "area/ui");
      SandboxEvent event = issue.events().get(1);
      assertThat(event.actor().login()).isEqualTo("issue-tagger[bot]");
      assertThat(event.actor().isBot()).isTrue();
      assertThat(event.viaApp()).isTrue();
    }

    @Test
    @DisplayName("silently creates a missing one, as GitHub does")
    void create() throws Exception {
      api.send("POST", PATH, token, "[\"brand new\"]");
      assertThat(repository.labels())
          .extracting(SandboxLabel::name)
          .containsExactly("area/ui", "brand new");
    }

    @Test
    @DisplayName("removes one, with its slash escaped, and reports a missing one")
    void remove() throws Exception {
      repository.addLabel("octo", 1, "area/ui");
      assertThat(api.send("DELETE", PATH + "/area%2Fui", token, "").statusCode()).isEqualTo(200);
      assertThat(repository.issue(1).orElseThrow().labels()).isEmpty();
      HttpResponse<String> again = api.send("DELETE", PATH + "/area%2Fui", token, "");
      assertThat(again.statusCode()).isEqualTo(404);
      assertThat(api.json(again).path("message").asText()).isEqualTo("Label does not exist");
    }

    @Test
    @DisplayName("refuses invalid JSON")
    void broken() throws Exception {
      assertThat(api.send("POST", PATH, token, "{").statusCode()).isEqualTo(400);
    }
  }

  @Nested
  @DisplayName("on an issue that is not as it was")
  class Gone {
    private static final String PATH = "/repos/octo/hello/issues/1";

    @Test
    @DisplayName("answers 410 once it is deleted")
    void deleted() throws Exception {
      repository.deleteIssue("octo", 1);
      assertThat(api.get(PATH, token).statusCode()).isEqualTo(410);
      assertThat(api.send("POST", PATH + "/comments", token, "{\"body\":\"x\"}").statusCode())
          .isEqualTo(410);
    }

    @Test
    @DisplayName("leads to where it was transferred")
    void transferred() throws Exception {
      SandboxRepository other = sandbox.createRepository("octo/other", "");
      repository.addLabel("octo", 1, "area/ui");
      repository.transferIssue("octo", 1, other);
      HttpResponse<String> response = api.get(PATH, token);
      assertThat(response.statusCode()).isEqualTo(301);
      assertThat(response.headers().firstValue("location"))
          .contains(sandbox.apiUrl() + "/repositories/" + other.ref().id() + "/issues/1");
      assertThat(other.issue(1).orElseThrow().labels()).isEmpty();
    }

    @Test
    @DisplayName("refuses the App's comment while it is locked")
    void locked() throws Exception {
      repository.lockIssue("octo", 1);
      assertThat(api.send("POST", PATH + "/comments", token, "{\"body\":\"x\"}").statusCode())
          .isEqualTo(403);
      repository.unlockIssue("octo", 1);
      assertThat(api.send("POST", PATH + "/comments", token, "{\"body\":\"x\"}").statusCode())
          .isEqualTo(201);
    }

    @Test
    @DisplayName("leads from a repository's old name to its number")
    void renamed() throws Exception {
      repository.rename("goodbye");
      String moved = sandbox.apiUrl() + "/repositories/" + repository.ref().id() + "/issues/1";
      HttpResponse<String> read = api.get(PATH, token);
      assertThat(read.statusCode()).isEqualTo(301);
      assertThat(read.headers().firstValue("location")).contains(moved);
      assertThat(api.send("POST", PATH + "/labels", token, "[\"area/ui\"]").statusCode())
          .isEqualTo(307);
    }
  }

  @Nested
  @DisplayName("applies, when a test requests it,")
  class Faulty {
    private static final String PATH = "/repos/octo/hello/issues/1/comments";

    @Test
    @DisplayName("502 before anything happened")
    void badGateway() throws Exception {
      sandbox.failNext(1, "POST", "/comments$", new Fault.BadGateway());
      assertThat(comment()).isEqualTo(502);
      assertThat(repository.issue(1).orElseThrow().comments()).isEmpty();
      assertThat(comment()).isEqualTo(201);
      assertThat(sandbox.calls()).contains(new RecordedCall("POST", PATH, 502));
    }

    @Test
    @DisplayName("502 after it happened")
    void lostAnswer() throws Exception {
      sandbox.failNext(1, "POST", "/comments$", new Fault.BadGateway().afterEffect());
      assertThat(comment()).isEqualTo(502);
      assertThat(repository.issue(1).orElseThrow().comments()).hasSize(1);
    }

    @Test
    @DisplayName("a secondary rate limit with a retry time")
    void secondaryLimit() throws Exception {
      sandbox.failNext(2, "GET", "/labels", new Fault.SecondaryLimit(Duration.ofSeconds(30)));
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> response = api.get("/repos/octo/hello/labels", token);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("retry-after")).contains("30");
      }
      assertThat(api.get("/repos/octo/hello/labels", token).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("a token that stays expired")
    void expiredToken() throws Exception {
      sandbox.failNext(1, "GET", "/labels", new Fault.ExpiredToken());
      assertThat(api.get("/repos/octo/hello/labels", token).statusCode()).isEqualTo(401);
      assertThat(api.get("/repos/octo/hello/labels", token).statusCode()).isEqualTo(401);
      String fresh = api.token(repository.ref().installationId(), clock.instant());
      assertThat(api.get("/repos/octo/hello/labels", fresh).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("a late answer")
    void delay() throws Exception {
      sandbox.failNext(1, "GET", "/labels", new Fault.Delay(Duration.ofMillis(150)));
      long start = System.nanoTime();
      assertThat(api.get("/repos/octo/hello/labels", token).statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    @DisplayName("a connection that ends without an answer")
    void dropped() throws Exception {
      sandbox.failNext(1, "POST", "/comments$", new Fault.DropConnection().afterEffect());
      assertThatThrownBy(this::comment).isInstanceOf(IOException.class);
      assertThat(repository.issue(1).orElseThrow().comments()).hasSize(1);
    }

    private int comment() throws Exception {
      return api.send("POST", PATH, token, "{\"body\":\"hello\"}").statusCode();
    }
  }
}
