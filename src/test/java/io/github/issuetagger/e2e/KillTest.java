package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An App that is killed (SIGKILL)")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@SuppressWarnings("try") // processes that are only kept running
class KillTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** One label and one comment for every issue, whatever the model thinks of it. */
  static final String SETTINGS =
      """
      mode: apply
      threshold: 0.0
      suggest_threshold: 0.0
      max_labels: 1
      """;

  @TempDir private Path folder;

  private Sandbox sandbox;
  private SandboxRepository repository;
  private Map<String, String> environment;

  @BeforeEach
  void setUp() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withHourlyLimit(100_000));
    repository =
        sandbox
            .createRepository("acme/widget", "Widgets")
            .label("bug", "d73a4a", "Something does not work as it should")
            .label("documentation", "0075ca", "The manual is wrong, unclear or missing")
            .file(".github/issue-tagger.yml", SETTINGS);
    environment =
        Map.of(
            "APP_ID", sandbox.appId(),
            "PRIVATE_KEY", sandbox.privateKeyPem(),
            "WEBHOOK_SECRET", sandbox.webhookSecret(),
            "GITHUB_API_URL", sandbox.apiUrl().toString(),
            "DATA_DIR", folder.resolve("data").toString(),
            "FIRST_RETRY", "2s");
  }

  @AfterEach
  void tearDown() {
    sandbox.close();
  }

  @Test
  @DisplayName("after the 202 and before the label, labels and comments once when it is back")
  void beforeTheLabel() throws Exception {
    sandbox.failNext(1, "GET", "/issues/\\d+$", new Fault.BadGateway());
    SignedDelivery delivery = openIssue();
    try (AppProcess app = AppProcess.start(environment, folder)) {
      assertThat(Webhooks.post(app.webhookUrl(), delivery)).isEqualTo(202);
      app.kill();
    }
    assertThat(issue(1).labels()).isEmpty();
    try (AppProcess app = AppProcess.start(environment, folder)) {
      awaitDone(List.of(delivery));
      assertLabelledOnce(issue(1));
    }
  }

  @Test
  @DisplayName("after GitHub took the label and before it knew, comments once when it is back")
  void afterTheLabel() throws Exception {
    killedWhileWaitingFor("POST", "/labels$", issue -> !issue.labels().isEmpty());
  }

  @Test
  @DisplayName("after GitHub took the comment and before it knew, does not comment again")
  void afterTheComment() throws Exception {
    killedWhileWaitingFor("POST", "/comments$", issue -> !issue.comments().isEmpty());
  }

  @Test
  @DisplayName("with 200 deliveries in flight, each sent twice, does each once when it is back")
  void manyInFlight() throws Exception {
    List<SignedDelivery> deliveries = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      deliveries.add(openIssue());
    }
    List<SignedDelivery> sent = new ArrayList<>(deliveries);
    sent.addAll(deliveries);
    Collections.shuffle(sent, new Random(7));
    Set<String> taken;
    try (AppProcess app = AppProcess.start(environment, folder)) {
      Sending sending = new Sending(app, sent);
      await().atMost(PATIENCE).until(() -> labelled() >= 30);
      app.kill();
      taken = sending.taken();
    }
    assertThat(labelled()).isLessThan(200);
    try (AppProcess app = AppProcess.start(environment, folder)) {
      // GitHub shows what was not taken, and an operator has it sent again: twice, here too.
      List<SignedDelivery> again = new ArrayList<>(deliveries);
      again.removeIf(delivery -> taken.contains(delivery.guid()));
      again.addAll(List.copyOf(again));
      assertThat(new Sending(app, again).taken())
          .containsAll(again.stream().map(SignedDelivery::guid).toList());
      awaitDone(deliveries);
    }
    assertThat(repository.issues()).hasSize(200).allSatisfy(KillTest::assertLabelledOnce);
    assertThat(sandbox.unknownCalls()).isEmpty();
  }

  private void killedWhileWaitingFor(String method, String path, Predicate<SandboxIssue> effect)
      throws Exception {
    sandbox.failNext(1, method, path, new Fault.Delay(Duration.ofSeconds(20)).afterEffect());
    SignedDelivery delivery = openIssue();
    try (AppProcess app = AppProcess.start(environment, folder)) {
      assertThat(Webhooks.post(app.webhookUrl(), delivery)).isEqualTo(202);
      await().atMost(PATIENCE).until(() -> effect.test(issue(1)));
      app.kill();
    }
    try (AppProcess app = AppProcess.start(environment, folder)) {
      awaitDone(List.of(delivery));
      assertLabelledOnce(issue(1));
    }
  }

  static void assertLabelledOnce(SandboxIssue issue) {
    assertThat(issue.labels()).as("labels of %s", issue.number()).hasSize(1);
    assertThat(issue.events())
        .as("history of %s", issue.number())
        .filteredOn(event -> event.event().equals("labeled"))
        .hasSize(1)
        .allMatch(event -> event.viaApp());
    assertThat(issue.comments())
        .as("comments on %s", issue.number())
        .hasSize(1)
        .allMatch(comment -> comment.viaApp());
  }

  private SignedDelivery openIssue() {
    int number =
        repository
            .openIssue("ada", "It crashes when saving", "A NullPointerException on save.")
            .number();
    return sandbox.deliveries().stream()
        .filter(delivery -> delivery.event().equals("issues"))
        .filter(delivery -> delivery.issueNumber().orElse(0) == number)
        .findFirst()
        .orElseThrow();
  }

  private SandboxIssue issue(int number) {
    return repository.issue(number).orElseThrow();
  }

  private long labelled() {
    return repository.issues().stream().filter(issue -> !issue.labels().isEmpty()).count();
  }

  private void awaitDone(List<SignedDelivery> deliveries) {
    try (StoredDeliveries stored = new StoredDeliveries(environment, folder)) {
      stored.awaitDone(deliveries.stream().map(SignedDelivery::guid).toList());
    }
  }
}
