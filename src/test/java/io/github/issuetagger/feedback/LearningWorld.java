package io.github.issuetagger.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.TextFeatures;
import io.github.issuetagger.events.IssueEvent;
import io.github.issuetagger.events.LabelEvent;
import io.github.issuetagger.events.WebhookEventRouter;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.store.TrainingIssue.Reading;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import io.github.issuetagger.text.TextHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Learning with everything real but GitHub, which is the sandbox, and the encoder. */
final class LearningWorld implements AutoCloseable {
  private static final String ENCODER = "lengths 1.0";

  final ManualClock clock = new ManualClock();
  final Sandbox sandbox;
  final SandboxRepository repository;
  final GitHubApp github;
  final Database database;
  final LearningStore store;
  final IssueFeatureRecorder remember;
  final WebhookEventRouter router;
  final HistoryImporter past;
  final List<IssueText> embedded = new ArrayList<>();
  private int handled;

  LearningWorld(Path folder) {
    sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
    repository = sandbox.createRepository("octo/shop", "A shop");
    repository
        .label("bug", "ff0000", "It is broken")
        .label("docs", "0000ff", "")
        .role("mia", "triage")
        .role("ann", "read");
    github =
        GitHubApp.open(
            new GitHubConfig(
                sandbox.appId(), new Secret(sandbox.privateKeyPem()), sandbox.apiUrl()),
            folder.resolve("http"),
            clock);
    database =
        Database.open(
            new DatabaseConfig(
                "jdbc:sqlite:" + folder.resolve("test.db"), Optional.empty(), Optional.empty()));
    store = LearningStore.on(database.jdbi());
    remember =
        new IssueFeatureRecorder(
            id ->
                new IssueFeatureRecorder.Way(
                    this::read, reading -> reading.embedding().encoder().equals(ENCODER)),
            store.issues());
    LabelChangeHandler labelChanges = new LabelChangeHandler(github.reader(), store, remember);
    router =
        WebhookEventRouter.builder()
            .on(IssueEvent.class, labelChanges::handle)
            .on(LabelEvent.class, labelChanges::handle)
            .build();
    past =
        new HistoryImporter(
            github.history(), new RunStore(database.jdbi()), store, remember, clock);
  }

  long id() {
    return repository.ref().id();
  }

  /** Hands over the webhooks that came since the last time. */
  void deliver() {
    List<SignedDelivery> all = sandbox.deliveries();
    all.subList(handled, all.size()).forEach(this::deliver);
    handled = all.size();
  }

  /** Hands over every webhook so far once more. */
  void redeliver() {
    sandbox.deliveries().forEach(this::deliver);
  }

  private void deliver(SignedDelivery sent) {
    deliver(router, delivery(sent));
  }

  static Delivery delivery(SignedDelivery sent) {
    return new Delivery(sent.guid(), sent.event(), sent.body(), ManualClock.START);
  }

  /** Hands over a webhook that the sandbox does not send. */
  void deliver(String event, Map<String, Object> payload) {
    deliver(router, delivery(event, payload));
  }

  /** A webhook of this repository that the sandbox does not send. */
  Delivery delivery(String event, Map<String, Object> payload) {
    Map<String, Object> whole = new TreeMap<>(payload);
    whole.put("installation", Map.of("id", repository.ref().installationId()));
    whole.put("repository", Map.of("id", id(), "name", "shop", "owner", Map.of("login", "octo")));
    try {
      byte[] json = new JsonMapper().writeValueAsBytes(whole);
      return new Delivery("guid", event, json, clock.instant());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  void deliver(String event, byte[] payload) {
    deliver(router, new Delivery("guid", event, payload, clock.instant()));
  }

  static void deliver(WebhookEventRouter router, Delivery delivery) {
    try {
      router.handle(delivery);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** What stands on an issue, as {@code label yes SOURCE how}. */
  List<String> standing(int issue) {
    return store.annotations().loadEffective(id(), issue).stream()
        .map(LearningWorld::text)
        .toList();
  }

  static String text(LabelAnnotation example) {
    return String.join(
        " ",
        example.label(),
        example.belongs() ? "yes" : "no",
        example.source().name(),
        example.how());
  }

  private synchronized Reading read(IssueText text) {
    embedded.add(text);
    return new Reading(
        TextHash.of(text),
        new Embedding(ENCODER, new float[] {text.title().length(), 1}),
        Optional.of(new TextFeatures("length 1", new byte[] {1})));
  }

  @Override
  public void close() {
    database.close();
    github.close();
    sandbox.close();
  }
}
