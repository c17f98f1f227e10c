package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.App;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxComment;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Through signed webhooks, a label that people take off each time")
class DemotionProcessTest {
  private static final int ENOUGH = 5;

  @Test
  @DisplayName("is applied at first, and only suggested in the end")
  void demoted(@TempDir Path folder) {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository repository =
          sandbox
              .createRepository("acme/widget", "Widgets")
              .label("bug", "d73a4a", "Something does not work as it should")
              .role("mia", "triage")
              // Whatever the model thinks of it, the label is applied.
              .file(".github/issue-tagger.yml", "mode: apply\nthreshold: 0\n");
      int unsent = sandbox.deliveries().size();
      Map<String, String> environment = environment(sandbox, folder);
      try (App app = App.start(new ConfigLoader(environment, folder).loadAll(), Clock.systemUTC());
          StoredDeliveries stored = new StoredDeliveries(environment, folder)) {
        sandbox.deliverTo(URI.create("http://127.0.0.1:" + app.port() + "/api/github/webhooks"));

        for (int issue = 0; issue < ENOUGH; issue++) {
          int number = repository.openIssue("ann", "It crashes", "When I save a file.").number();
          settle(sandbox, stored, unsent);
          assertThat(repository.issue(number).orElseThrow().labelNames()).containsExactly("bug");
          repository.removeLabel("mia", number, "bug");
          settle(sandbox, stored, unsent);
        }
        int last = repository.openIssue("ann", "It crashes", "When I save a file.").number();
        settle(sandbox, stored, unsent);

        assertThat(repository.issue(last).orElseThrow().labelNames()).isEmpty();
        assertThat(repository.issue(last).orElseThrow().comments())
            .extracting(SandboxComment::body)
            .singleElement()
            .asString()
            .contains("| suggested |");
      }
    }
  }

  /** Waits until the App has worked off every webhook, those of its own doings included. */
  private static void settle(Sandbox sandbox, StoredDeliveries stored, int unsent) {
    int known = -1;
    while (known < sandbox.deliveries().size()) {
      List<SignedDelivery> all = sandbox.deliveries();
      known = all.size();
      stored.awaitDone(all.stream().skip(unsent).map(SignedDelivery::guid).toList());
    }
  }

  private static Map<String, String> environment(Sandbox sandbox, Path folder) {
    Map<String, String> environment = new HashMap<>();
    environment.put("APP_ID", sandbox.appId());
    environment.put("PRIVATE_KEY", sandbox.privateKeyPem());
    environment.put("WEBHOOK_SECRET", sandbox.webhookSecret());
    environment.put("GITHUB_API_URL", sandbox.apiUrl().toString());
    environment.put("DATA_DIR", folder.resolve("data").toString());
    environment.put("MODEL_ZERO_SHOT", "similarity");
    environment.put("HOST", "127.0.0.1");
    environment.put("PORT", "0");
    environment.put("FIRST_RETRY", "1s");
    return environment;
  }
}
