package io.github.issuetagger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.issuetagger.sandbox.state.DeliveryAttempt;
import io.github.issuetagger.sandbox.state.SandboxComment;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sandbox's webhooks")
class SandboxWebhooksTest {
  private static final String HELLO = "octo/hello";

  private final ObjectMapper mapper = new ObjectMapper();
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository = sandbox.createRepository(HELLO, "Says hello");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  @DisplayName("report every change, in order")
  void everyChange() {
    SandboxRepository other = sandbox.createRepository("octo/other", "");
    repository.label("bug", "d73a4a", "");
    repository.renameLabel("bug", "defect");
    repository.openIssue("mona", "Title", "Body", "defect");
    repository.editIssue("mona", 1, "Better title", "Body");
    SandboxComment comment = repository.comment("mona", 1, "Hello");
    repository.editComment("mona", comment.id(), "Hello again");
    repository.deleteComment("octo", comment.id());
    repository.removeLabel("octo", 1, "defect");
    repository.closeIssue("octo", 1);
    repository.reopenIssue("mona", 1);
    repository.lockIssue("octo", 1);
    repository.deleteLabel("defect");
    repository.rename("goodbye");
    repository.transferIssue("octo", 1, other);
    other.deleteIssue("octo", 1);
    repository.delete();
    sandbox.ping();

    assertThat(sandbox.deliveries())
        .extracting(delivery -> delivery.event() + " " + delivery.action())
        .containsExactly(
            "installation created",
            "label created",
            "label edited",
            "issues opened",
            "issues labeled",
            "issues edited",
            "issue_comment created",
            "issue_comment edited",
            "issue_comment deleted",
            "issues unlabeled",
            "issues closed",
            "issues reopened",
            "issues locked",
            "label deleted",
            "repository renamed",
            "issues transferred",
            "issues opened",
            "issues deleted",
            "repository deleted",
            "ping ");
  }

  @Test
  @DisplayName("have the same content as GitHub's")
  void payload() throws Exception {
    repository.openIssue("mona", "Title", "Body");
    repository.editIssue("mona", 1, "Better title", "Body");
    JsonNode payload = last();
    assertThat(payload.path("action").asText()).isEqualTo("edited");
    assertThat(payload.at("/changes/title/from").asText()).isEqualTo("Title");
    assertThat(payload.at("/changes").has("body")).isFalse();
    assertThat(payload.at("/issue/title").asText()).isEqualTo("Better title");
    assertThat(payload.at("/repository/full_name").asText()).isEqualTo(HELLO);
    assertThat(payload.at("/sender/login").asText()).isEqualTo("mona");
    assertThat(payload.at("/installation/id").asLong())
        .isEqualTo(repository.ref().installationId());
  }

  @Test
  @DisplayName("name the App as the sender of what it did itself")
  void byTheApp() throws Exception {
    repository.openIssue("mona", "Title", "Body");
    ApiClient api = new ApiClient(sandbox);
    String token = api.token(repository.ref().installationId(), Instant.now());
    api.send("POST", "/repos/octo/hello/issues/1/comments", token, "{\"body\":\"Hello\"}");
    assertThat(last().at("/sender/login").asText()).isEqualTo("issue-tagger[bot]");
    assertThat(last().at("/sender/type").asText()).isEqualTo("Bot");
    assertThat(last().at("/comment/performed_via_github_app/slug").asText())
        .isEqualTo("issue-tagger");
  }

  @Test
  @DisplayName("are not made for events that the App does not subscribe to")
  void subscriptions() {
    try (Sandbox quiet =
        Sandbox.start(SandboxOptions.defaults().withEvents(List.of("issue_comment")))) {
      SandboxRepository silent = quiet.createRepository(HELLO, "");
      silent.openIssue("mona", "Title", "Body");
      silent.comment("mona", 1, "Hello");
      assertThat(quiet.deliveries())
          .extracting(SignedDelivery::event)
          .containsExactly("installation", "issue_comment");
    }
  }

  @Test
  @DisplayName("are signed over the exact bytes, and sent once")
  void sent() throws Exception {
    WireMockServer app = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    app.start();
    try {
      app.stubFor(WireMock.post("/hook").willReturn(WireMock.status(500)));
      sandbox.deliverTo(URI.create(app.baseUrl() + "/hook"));
      repository.openIssue("mona", "Grüße ✓", "Body");
      await().until(() -> sandbox.attempts().size() == 1);

      DeliveryAttempt attempt = sandbox.attempts().get(0);
      assertThat(attempt.accepted()).isFalse();
      assertThat(attempt.statusCode()).isEqualTo(500);
      LoggedRequest request =
          app.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/hook"))).get(0);
      assertThat(request.getHeader("X-GitHub-Event")).isEqualTo("issues");
      assertThat(request.getHeader("X-GitHub-Delivery")).isEqualTo(attempt.delivery().guid());
      assertThat(request.getHeader("User-Agent")).startsWith("GitHub-Hookshot/");
      assertThat(request.getHeader("X-Hub-Signature-256"))
          .isEqualTo("sha256=" + hmac(sandbox.webhookSecret(), request.getBody()));

      app.stubFor(WireMock.post("/hook").willReturn(WireMock.status(202)));
      DeliveryAttempt again =
          sandbox.redeliver(attempt.delivery().guid()).get(10, TimeUnit.SECONDS);
      assertThat(again.accepted()).isTrue();
      assertThat(again.redelivery()).isTrue();
      assertThat(again.delivery().guid()).isEqualTo(attempt.delivery().guid());
      assertDeliveryLog(attempt.delivery().guid());
    } finally {
      app.stop();
    }
  }

  private void assertDeliveryLog(String guid) throws Exception {
    ApiClient api = new ApiClient(sandbox);
    Instant now = Instant.now();
    String jwt = api.jwt(sandbox.appId(), now, now.plusSeconds(540));
    JsonNode log = api.json(api.get("/app/hook/deliveries", jwt));
    assertThat(log).hasSize(2);
    assertThat(log.get(0).path("redelivery").asBoolean()).isTrue();
    assertThat(log.get(1).path("guid").asText()).isEqualTo(guid);
    assertThat(log.get(1).path("status_code").asInt()).isEqualTo(500);
    String attempts = "/app/hook/deliveries/" + log.get(1).path("id").asLong() + "/attempts";
    assertThat(api.send("POST", attempts, jwt, "").statusCode()).isEqualTo(202);
    await().until(() -> sandbox.attempts().size() == 3);
    assertThat(api.json(api.get("/app/hook/config", jwt)).path("url").asText()).endsWith("/hook");
  }

  @Test
  @DisplayName("record that nobody answered")
  void nobodyThere() {
    sandbox.deliverTo(URI.create("http://127.0.0.1:1/hook"));
    repository.openIssue("mona", "Title", "Body");
    await().until(() -> sandbox.attempts().size() == 1);
    assertThat(sandbox.attempts().get(0).statusCode()).isZero();
    assertThat(sandbox.attempts().get(0).status()).isEqualTo("failed to connect to host");
  }

  @Test
  @DisplayName("can be created from any body")
  void anyBody() throws Exception {
    byte[] body = "{\"zen\":1}".getBytes(StandardCharsets.UTF_8);
    SignedDelivery delivery = sandbox.sign("ping", body);
    assertThat(delivery.headers())
        .containsEntry("X-Hub-Signature-256", "sha256=" + hmac(sandbox.webhookSecret(), body))
        .containsEntry("X-GitHub-Delivery", delivery.guid());
    assertThat(sandbox.deliveries()).doesNotContain(delivery);
  }

  private JsonNode last() throws Exception {
    List<SignedDelivery> all = sandbox.deliveries();
    return mapper.readTree(all.get(all.size() - 1).body());
  }

  private static String hmac(String secret, byte[] body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }
}
