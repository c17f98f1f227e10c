package io.github.issuetagger.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.issuetagger.App;
import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.database.Database;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The App that serves what it learned")
class LearnedModelTest {
  private static final String PASSWORD = "a password for tests";
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final List<String> PLACES =
      List.of("at home", "in the office", "on my laptop", "since Monday", "with the new release");
  private static final List<String> NETWORK =
      List.of(
          "The socket times out",
          "DNS lookups fail",
          "The proxy refuses connections",
          "Downloads stall behind the firewall",
          "TLS handshake with the server fails",
          "Packets are lost on the wireless network");
  private static final List<String> DISPLAY =
      List.of(
          "The font is blurred",
          "Colours of the toolbar are wrong",
          "The window flickers",
          "Icons overlap the text",
          "The scroll bar covers the last column",
          "The dark theme leaves white borders");

  private static final IssueText NEW =
      new IssueText("The proxy drops the socket", "DNS fails, too, behind the firewall.");
  private static final LabelCatalog LABELS =
      new LabelCatalog(List.of(Label.of("area-1", ""), Label.of("area-2", "")));

  @TempDir Path folder;

  @Test
  @DisplayName("labels a new issue as the past was labeled, though the labels' names tell nothing")
  void labels() {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository repository =
          shop(sandbox, "mode: apply\nthreshold: 0.7\nsuggest_threshold: 0.7\nmax_labels: 2\n");
      AppConfig config = config(sandbox);
      try (Cascades nothingLearnt = Cascades.open(config.model())) {
        RepositoryCascade cascade = nothingLearnt.find("");
        assertThat(cascade.predictor().score(cascade.encoder().encode(NEW), LABELS).scores())
            .allSatisfy(scored -> assertThat(scored.score()).isLessThan(0.7));
      }
      try (App app = App.start(config, Clock.systemUTC());
          Database database = Database.open(config.database())) {
        ModelVersionStore versions = new ModelVersionStore(database.jdbi());
        long id = repository.ref().id();
        sandbox.deliverTo(
            URI.create("http://127.0.0.1:" + app.port() + config.server().webhookPath()));

        sandbox.redeliver(sandbox.deliveries().get(0).guid()).join();
        await("a version").atMost(PATIENCE).until(() -> versions.serving(id).isPresent());
        assertThat(versions.serving(id).orElseThrow().figures().examples()).isEqualTo(60);

        int number = repository.openIssue("ann", NEW.title(), NEW.body()).number();
        await("the label")
            .atMost(PATIENCE)
            .until(
                () -> repository.issue(number).orElseThrow().labelNames(),
                List.of("area-1")::equals);
      }
      assertThat(sandbox.unknownCalls()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "tells in one issue how well that went, where the settings ask for it, and on a page")
  void reports() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository repository = shop(sandbox, "mode: apply\nreport: true\n");
      AppConfig config = config(sandbox);
      try (App app = App.start(config, Clock.systemUTC());
          Database database = Database.open(config.database())) {
        int before = repository.issues().size();
        sandbox.deliverTo(
            URI.create("http://127.0.0.1:" + app.port() + config.server().webhookPath()));

        sandbox.redeliver(sandbox.deliveries().get(0).guid()).join();
        await("the report").atMost(PATIENCE).until(() -> repository.issues().size() > before);
        SandboxIssue report = repository.issues().get(before);
        assertThat(report.author().isBot()).isTrue();
        assertThat(report.body())
            .contains("Version 1 was trained on 60 labeled issues with 2 labels.")
            .containsPattern(
                "<code>area&#45;1</code> \\| 30 \\| `apply` \\| from 0\\.\\d+: \\d+ of");

        assertThat(page(app))
            .contains("octo/shop", "60 labeled of ", "version 1", "2 labels, 60 issues");

        String opened = openingOf(sandbox, report.number());
        DeliveryStore deliveries = new DeliveryStore(database);
        await("the App's look at its own issue")
            .atMost(PATIENCE)
            .until(
                () ->
                    deliveries
                        .find(opened)
                        .filter(found -> found.status() == DeliveryStatus.DONE)
                        .isPresent());
        assertThat(repository.issues()).hasSize(before + 1);
        SandboxIssue after = repository.issue(report.number()).orElseThrow();
        assertThat(after.labels()).isEmpty();
        assertThat(after.comments()).isEmpty();
      }
      assertThat(sandbox.unknownCalls()).isEmpty();
    }
  }

  private static String page(App app) throws Exception {
    String pair = Base64.getEncoder().encodeToString(("any:" + PASSWORD).getBytes(UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/learning"))
                .header("Authorization", "Basic " + pair)
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private static String openingOf(Sandbox sandbox, int number) {
    return sandbox.deliveries().stream()
        .filter(delivery -> delivery.event().equals("issues"))
        .filter(delivery -> delivery.action().equals("opened"))
        .filter(delivery -> delivery.issueNumber().equals(OptionalInt.of(number)))
        .findFirst()
        .orElseThrow()
        .guid();
  }

  private static SandboxRepository shop(Sandbox sandbox, String settings) {
    SandboxRepository repository = sandbox.createRepository("octo/shop", "A shop");
    repository
        .label("area-1", "ff0000", "")
        .label("area-2", "0000ff", "")
        .file(".github/issue-tagger.yml", settings);
    for (String place : PLACES) {
      for (int i = 0; i < NETWORK.size(); i++) {
        repository.openIssue("ann", NETWORK.get(i), "It happens " + place, "area-1");
        repository.openIssue("ann", DISPLAY.get(i), "It happens " + place, "area-2");
      }
    }
    return repository;
  }

  private AppConfig config(Sandbox sandbox) {
    return new ConfigLoader(
            Map.of(
                "APP_ID", sandbox.appId(),
                "PRIVATE_KEY", sandbox.privateKeyPem(),
                "WEBHOOK_SECRET", sandbox.webhookSecret(),
                "GITHUB_API_URL", sandbox.apiUrl().toString(),
                "DATA_DIR", folder.toString(),
                "MODEL_ZERO_SHOT", "similarity",
                "PAGES_PASSWORD", PASSWORD,
                "HOST", "127.0.0.1",
                "PORT", "0"),
            folder)
        .loadAll();
  }
}
