package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import io.github.issuetagger.store.TestDatabases;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Two replicas on one PostgreSQL")
class ReplicaProcessesTest {
  private static final int ISSUES = 60;

  @TempDir private Path folder;

  @Test
  @DisplayName("that are both sent every delivery label each issue once, and stop when asked to")
  void shareTheWork() throws Exception {
    String database = TestDatabases.postgres().jdbcUrl();
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository repository =
          sandbox
              .createRepository("acme/widget", "Widgets")
              .label("bug", "d73a4a", "Something does not work as it should")
              .file(".github/issue-tagger.yml", KillTest.SETTINGS);
      Map<String, String> one =
          Map.of(
              "APP_ID", sandbox.appId(),
              "PRIVATE_KEY", sandbox.privateKeyPem(),
              "WEBHOOK_SECRET", sandbox.webhookSecret(),
              "GITHUB_API_URL", sandbox.apiUrl().toString(),
              "DATABASE_URL", database,
              "DATA_DIR", folder.resolve("one").toString());
      Map<String, String> two = new HashMap<>(one);
      two.put("DATA_DIR", folder.resolve("two").toString());
      IntStream.range(0, ISSUES)
          .forEach(i -> repository.openIssue("ada", "It crashes", "On save."));
      List<SignedDelivery> deliveries =
          sandbox.deliveries().stream()
              .filter(delivery -> delivery.event().equals("issues"))
              .toList();
      try (AppProcess first = AppProcess.start(one, folder);
          AppProcess second = AppProcess.start(two, folder);
          StoredDeliveries stored = new StoredDeliveries(one, folder)) {
        Sending toFirst = new Sending(first, deliveries);
        Sending toSecond = new Sending(second, deliveries);
        assertThat(toFirst.taken()).hasSize(ISSUES);
        assertThat(toSecond.taken()).hasSize(ISSUES);
        stored.awaitDone(toFirst.taken());
        assertThat(repository.issues()).hasSize(ISSUES).allSatisfy(KillTest::assertLabelledOnce);
        // 143: ended by SIGTERM, after the deliveries in hand.
        assertThat(first.stop()).isEqualTo(143);
        assertThat(second.stop()).isEqualTo(143);
      }
    }
  }
}
