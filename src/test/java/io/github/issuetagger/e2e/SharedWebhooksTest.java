package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.issuetagger.App;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs the folder of payloads that {@code SHARED_DIR} names; not part of the usual build. */
@Tag("shared")
@DisplayName("Real payloads of GitHub, signed")
class SharedWebhooksTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("are all answered with 202 and worked off without a failure")
  void all() throws IOException {
    String shared = System.getenv("SHARED_DIR");
    assumeThat(shared).as("SHARED_DIR").isNotBlank();
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      Map<String, String> environment =
          Map.of(
              "APP_ID", sandbox.appId(),
              "PRIVATE_KEY", sandbox.privateKeyPem(),
              "WEBHOOK_SECRET", sandbox.webhookSecret(),
              "GITHUB_API_URL", sandbox.apiUrl().toString(),
              "DATA_DIR", folder.resolve("data").toString(),
              "HOST", "127.0.0.1",
              "PORT", "0");
      try (App app = App.start(new ConfigLoader(environment, folder).loadAll(), Clock.systemUTC());
          StoredDeliveries stored = new StoredDeliveries(environment, folder)) {
        URI target = URI.create("http://127.0.0.1:" + app.port() + "/api/github/webhooks");
        Map<Path, SignedDelivery> deliveries = new LinkedHashMap<>();
        for (Path payload : payloads(Path.of(shared, "github", "payloads"))) {
          String event = payload.getFileName().toString().split("\\.")[0];
          deliveries.put(payload, sandbox.sign(event, Files.readAllBytes(payload)));
        }
        assertThat(deliveries).isNotEmpty();
        assertThat(deliveries)
            .allSatisfy(
                (file, delivery) ->
                    assertThat(Webhooks.post(target, delivery)).as(file.toString()).isEqualTo(202));
        stored.awaitDone(deliveries.values().stream().map(SignedDelivery::guid).toList());
        assertThat(deliveries)
            .allSatisfy(
                (file, delivery) ->
                    assertThat(stored.find(delivery.guid()).attempts())
                        .as("failed tries of %s", file)
                        .isZero());
      }
    }
  }

  private static List<Path> payloads(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
