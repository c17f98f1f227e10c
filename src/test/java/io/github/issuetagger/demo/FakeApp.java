package io.github.issuetagger.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.issuetagger.sandbox.ApiClient;
import io.github.issuetagger.sandbox.Sandbox;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Stands where the App stands: labels each opened issue over the API, save those of thanks. */
public final class FakeApp implements DemoApp, AutoCloseable {
  public static final String COMMENT =
      """
      <!-- issue-tagger run:1 -->
      | Label | Confidence | |
      | :--- | ---: | :--- |
      | `bug` | 91 % | applied |
      | `area/import` | 52 % | suggested |

      <details>
      <summary>How this came about</summary>

      - read by `test`

      </details>
      """;

  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger unsigned = new AtomicInteger();
  private final Sandbox sandbox;
  private final ApiClient api;
  private final Javalin server;

  FakeApp(Sandbox sandbox) {
    this.sandbox = sandbox;
    api = new ApiClient(sandbox);
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.post("/hook", this::take);
            });
    server.start("127.0.0.1", 0);
  }

  private void take(Context ctx) throws Exception {
    checkSignature(ctx);
    JsonNode payload = mapper.readTree(ctx.bodyAsBytes());
    ctx.status(202);
    if (payload.path("action").asText().equals("opened")) {
      if (!payload.at("/issue/body").asText().contains("Thank you")) {
        act(payload);
      }
      String guid = ctx.header("X-GitHub-Delivery");
      listeners.forEach(listener -> listener.accept(guid));
    }
  }

  /** How many webhooks came whose signature was wrong. */
  int unsigned() {
    return unsigned.get();
  }

  private void checkSignature(Context ctx) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(sandbox.webhookSecret().getBytes(UTF_8), "HmacSHA256"));
    String right = "sha256=" + HexFormat.of().formatHex(mac.doFinal(ctx.bodyAsBytes()));
    if (!right.equals(ctx.header("X-Hub-Signature-256"))) {
      unsigned.incrementAndGet();
    }
  }

  private void act(JsonNode payload) throws Exception {
    String token = api.token(payload.at("/installation/id").asLong(), Instant.now());
    String issue =
        "/repos/"
            + payload.at("/repository/full_name").asText()
            + "/issues/"
            + payload.at("/issue/number").asInt();
    api.send("POST", issue + "/labels", token, "[\"bug\"]");
    String body = JsonNodeFactory.instance.objectNode().put("body", COMMENT).toString();
    api.send("POST", issue + "/comments", token, body);
  }

  @Override
  public URI webhookUrl() {
    return URI.create("http://127.0.0.1:" + server.port() + "/hook");
  }

  @Override
  public void onFinished(Consumer<String> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    server.stop();
  }
}
