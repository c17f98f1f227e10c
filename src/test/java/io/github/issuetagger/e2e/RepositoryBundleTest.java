package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.issuetagger.App;
import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The App with a bundle for one repository")
class RepositoryBundleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  @TempDir Path models;

  @Test
  @DisplayName("labels that repository's issues with it, and no other's")
  void labels() {
    Bundles.multiLabel(models.resolve("Octo/Shop"), "2024-05-01T00:00:00Z");
    Set<String> finished = ConcurrentHashMap.newKeySet();
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      AppConfig config = config(sandbox);
      try (App app = App.start(config, Clock.systemUTC(), finished::add)) {
        sandbox.deliverTo(
            URI.create("http://127.0.0.1:" + app.port() + config.server().webhookPath()));
        SandboxRepository shop = repository(sandbox, "octo/shop");
        SandboxRepository other = repository(sandbox, "octo/other");

        int there = other.openIssue("ann", "linux", "").number();
        int here = shop.openIssue("ann", "linux", "").number();

        await("all webhooks")
            .atMost(PATIENCE)
            .until(
                () ->
                    finished.containsAll(
                        sandbox.deliveries().stream().map(SignedDelivery::guid).toList()));
        assertThat(shop.issue(here).orElseThrow().labelNames()).isEqualTo(List.of("linux"));
        assertThat(other.issue(there).orElseThrow().labelNames()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("does not start with one that is damaged, and says where it lies")
  void damaged() throws IOException {
    Path bundle = Bundles.multiLabel(models.resolve("octo/shop"), "");
    Files.writeString(bundle.resolve("model.onnx"), "not a model");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      AppConfig config = config(sandbox);

      assertThatThrownBy(() -> App.start(config, Clock.systemUTC()))
          .isInstanceOf(BundleException.class)
          .hasMessageContainingAll("octo/shop", bundle.toString(), "remove the folder");
    }
  }

  private static SandboxRepository repository(Sandbox sandbox, String name) {
    return sandbox
        .createRepository(name, "A shop")
        .label("linux", "ff0000", "")
        .label("docs", "0000ff", "")
        // No zero-shot score reaches that; the bundle's is 0.982.
        .file(".github/issue-tagger.yml", "mode: apply\nthreshold: 0.98\n");
  }

  private AppConfig config(Sandbox sandbox) {
    return new ConfigLoader(
            Map.of(
                "APP_ID", sandbox.appId(),
                "PRIVATE_KEY", sandbox.privateKeyPem(),
                "WEBHOOK_SECRET", sandbox.webhookSecret(),
                "GITHUB_API_URL", sandbox.apiUrl().toString(),
                "DATA_DIR", folder.toString(),
                "MODELS_DIR", models.toString(),
                "MODEL_ZERO_SHOT", "similarity",
                "HOST", "127.0.0.1",
                "PORT", "0"),
            folder)
        .loadAll();
  }
}
