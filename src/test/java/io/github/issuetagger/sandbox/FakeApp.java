package io.github.issuetagger.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Stands where the App stands: labels each opened issue over the API, save those of thanks. */
final class FakeApp implements DemoApp, AutoCloseable {
  static final String COMMENT =
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
  private final ApiClient api;
  private final Javalin server;

  FakeApp(Sandbox sandbox) {
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
