package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.issuetagger.App;
import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.database.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The App that serves")
class LearningTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  @DisplayName("reads the past where it is installed, and learns from what people do")
  void learns() {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository repository = sandbox.createRepository("octo/shop", "A shop");
      repository.label("bug", "ff0000", "").label("docs", "0000ff", "").role("mia", "triage");
      repository.openIssue("ann", "It crashes", "On start.", "bug");
      repository.openIssue("ann", "A typo", "On the first page.");
      SignedDelivery installation = sandbox.deliveries().get(0);
      assertThat(installation.event()).isEqualTo("installation");
      AppConfig config = config(sandbox);
      try (App app = App.start(config, Clock.systemUTC());
          Database database = Database.open(config.database())) {
        LearningStore store = LearningStore.on(database.jdbi());
        long id = repository.ref().id();
        sandbox.deliverTo(
            URI.create("http://127.0.0.1:" + app.port() + config.server().webhookPath()));

        sandbox.redeliver(installation.guid()).join();
        await("the past").atMost(PATIENCE).until(() -> standing(store, id), List.of("bug")::equals);
        assertThat(store.imports().find(id).finishedAt()).isPresent();

        repository.addLabel("mia", 2, "docs");
        await("a person's word")
            .atMost(PATIENCE)
            .until(() -> standing(store, id), List.of("bug", "docs")::equals);
        await("what the encoder made of the issue")
            .atMost(PATIENCE)
            .until(() -> store.issues().find(id, 2).orElseThrow().reading().isPresent());
        assertThat(store.annotations().loadEffective(id))
            .extracting(LabelAnnotation::source)
            .containsOnly(AnnotationSource.MAINTAINER);
      }
      assertThat(sandbox.unknownCalls()).isEmpty();
    }
  }

  private static List<String> standing(LearningStore store, long id) {
    return store.annotations().loadEffective(id).stream().map(LabelAnnotation::label).toList();
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
                "HOST", "127.0.0.1",
                "PORT", "0"),
            folder)
        .loadAll();
  }
}
