package io.github.issuetagger.commands;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.feedback.OcclusionExplainer;
import io.github.issuetagger.github.DryRunWriter;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.learning.NearDuplicates;
import io.github.issuetagger.learning.RecentCorrections;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxComment;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.TrainingIssue.Reading;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.FakeScorer;
import io.github.issuetagger.testing.ManualClock;
import io.github.issuetagger.triage.EventRouter;
import io.github.issuetagger.triage.TriageDependencies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sandbox, the gateway and the store, with triage and commands between them; only the model is
 * made up, and webhooks are handed over when a test says so.
 */
final class CommandWorld implements AutoCloseable {
  static final String MAINTAINER = "mia";
  static final String AUTHOR = "ann";
  static final String STRANGER = "sam";
  private static final String ENCODER = "test-encoder 1";

  final ManualClock clock = new ManualClock();
  final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
  final SandboxRepository repository;
  final List<LabelAnnotation> examples = new ArrayList<>();
  final Map<String, Double> scores = new HashMap<>();
  final TriageStore store;
  final LearningStore learning;
  private final GitHubApp github;
  private final Database database;
  private final EventRouter router;
  private final CommentCommandHandler commands;
  private int handled;

  CommandWorld(Path folder) {
    repository =
        sandbox
            .createRepository("octo/shop", "A shop")
            .label("bug", "ff0000", "It is broken")
            .label("docs", "0000ff", "")
            .label("needs info", "00ff00", "")
            .label("kind/bug", "ff0000", "")
            .role(MAINTAINER, "triage");
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
    store = TriageStore.on(database.jdbi(), clock);
    learning = LearningStore.on(database.jdbi());
    IssueScorer scorer =
        new FakeScorer(
            (text, catalog) ->
                new Prediction(
                    catalog.labels().stream()
                        .map(
                            label ->
                                new ScoredLabel(
                                    label.name(),
                                    scores.getOrDefault(label.name(), 0.05),
                                    "test-rung"))
                        .toList(),
                    "test-bundle 1.0"));
    TriageDependencies parts =
        new TriageDependencies(
            github.reader(),
            github.writer(),
            new DryRunWriter(),
            github.caches(),
            scorer,
            store,
            clock);
    router = new EventRouter(parts);
    commands =
        new CommentCommandHandler(
            CommandDependencies.of(
                parts,
                (example, issue) -> learn(example),
                new OcclusionExplainer(scorer),
                new NearDuplicates(
                        new RecentCorrections(
                            learning, new ModelVersionStore(database.jdbi()), ENCODER))
                    ::effect));
  }

  /** Enters a correction. All issues are copies of each other to the encoder. */
  private void learn(LabelAnnotation example) {
    examples.add(example);
    learning.examples().enter(example);
    learning.issues().note(example.repositoryId(), example.issue(), example.at(), true, false);
    Embedding place = new Embedding(ENCODER, new float[] {1, 0});
    learning
        .issues()
        .read(
            example.repositoryId(), example.issue(), new Reading("hash", place, Optional.empty()));
  }

  /** Enters what a maintainer said about the label by other means than a command. */
  void saidByMaintainer(int issue, String label, boolean belongs) {
    long id = learning.repositories().ids().get(0);
    learn(
        new LabelAnnotation(
            id, issue, label, belongs, AnnotationSource.MAINTAINER, "labeled", ManualClock.START));
  }

  /** Opens an issue and lets the App look at it. */
  int open(String... labels) {
    int number =
        repository.openIssue(AUTHOR, "It crashes", "When I click.\nEach time.", labels).number();
    work();
    return number;
  }

  /** Comments, and lets the App work; returns the comment's id. */
  long say(String login, int issue, String body) {
    long id = repository.comment(login, issue, body).id();
    work();
    return id;
  }

  /** Hands over the webhooks that are new. */
  void work() {
    List<SignedDelivery> all = sandbox.deliveries();
    while (handled < all.size()) {
      clock.advance(Duration.ofSeconds(1));
      deliver(all.get(handled++));
    }
  }

  /** Hands one webhook over, be it again. */
  void deliver(SignedDelivery delivery) {
    deliver(delivery.guid(), delivery.event(), delivery.body());
  }

  void deliver(String guid, String event, byte[] body) {
    Delivery delivery = new Delivery(guid, event, body, ManualClock.START);
    router.handle(delivery);
    commands.handle(delivery);
  }

  /** The newest webhook about a comment by a person. */
  SignedDelivery lastComment() {
    return sandbox.deliveries().stream()
        .filter(delivery -> delivery.event().equals("issue_comment"))
        .filter(
            delivery ->
                !new String(delivery.body(), StandardCharsets.UTF_8).contains("\"type\":\"Bot\""))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  SandboxIssue issue(int number) {
    return repository.issue(number).orElseThrow();
  }

  List<String> labels(int number) {
    return issue(number).labelNames();
  }

  List<String> reactions(int number, long comment) {
    return issue(number).comments().stream()
        .filter(each -> each.id() == comment)
        .flatMap(each -> each.reactions().stream())
        .toList();
  }

  /** The App's comment with suggestions. */
  String suggestions(int number) {
    return byApp(number, "<!-- issue-tagger");
  }

  /** The App's comment with answers; empty when there is none. */
  String answer(int number) {
    return byApp(number, AnswerRenderer.MARKER);
  }

  private String byApp(int number, String marker) {
    List<String> found =
        issue(number).comments().stream()
            .filter(SandboxComment::viaApp)
            .map(SandboxComment::body)
            .filter(body -> body.startsWith(marker))
            .toList();
    if (found.size() > 1) {
      throw new AssertionError(found.size() + " comments that start with " + marker);
    }
    return found.isEmpty() ? "" : found.get(0);
  }

  @Override
  public void close() {
    database.close();
    github.close();
    sandbox.close();
  }
}
