package io.github.issuetagger.commands;

import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.events.InstallationEvent;
import io.github.issuetagger.events.InstallationRepositoriesEvent;
import io.github.issuetagger.events.IssueCommentEvent;
import io.github.issuetagger.events.IssueEvent;
import io.github.issuetagger.events.LabelEvent;
import io.github.issuetagger.events.RepositoryEvent;
import io.github.issuetagger.events.WebhookEventRouter;
import io.github.issuetagger.feedback.AnnotationRecorder;
import io.github.issuetagger.feedback.IssueFeatureRecorder;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;
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
import io.github.issuetagger.text.TextHash;
import io.github.issuetagger.triage.IssueEventHandler;
import io.github.issuetagger.triage.RepositoryEvents;
import io.github.issuetagger.triage.TriageService;
import io.github.issuetagger.triage.WriterSelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

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
  final Map<String, Double> scores = new HashMap<>();

  /** How often an annotation was recorded, including repeated ones. */
  final AtomicInteger recordings = new AtomicInteger();

  final TriageStore store;
  final LearningStore learning;
  private final GitHubApp github;
  private final Database database;
  private final WebhookEventRouter router;
  private final AnnotationRecorder annotations;
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
    TriageService triage =
        new TriageService(
            github.reader(),
            new WriterSelector(github.writer(), new DryRunWriter()),
            scorer,
            store,
            clock);
    annotations =
        new AnnotationRecorder(
            learning,
            new IssueFeatureRecorder(
                id -> new IssueFeatureRecorder.Way(this::read, reading -> false),
                learning.issues()));
    NearDuplicates nearDuplicates =
        new NearDuplicates(
            new RecentCorrections(learning, new ModelVersionStore(database.jdbi()), ENCODER));
    RepositoryEvents repositories = new RepositoryEvents(github.caches(), store);
    IssueEventHandler issues = new IssueEventHandler(triage);
    CommentCommandHandler commands =
        new CommentCommandHandler(
            new CommandDependencies(
                github.reader(),
                store,
                triage,
                annotations,
                new OcclusionExplainer(scorer),
                nearDuplicates::effect,
                clock));
    router =
        WebhookEventRouter.builder()
            .on(IssueEvent.class, issues::handle)
            .on(IssueCommentEvent.class, commands::handle)
            .on(LabelEvent.class, repositories::handle)
            .on(RepositoryEvent.class, repositories::handle)
            .on(InstallationEvent.class, repositories::handle)
            .on(InstallationRepositoriesEvent.class, repositories::handle)
            .build();
  }

  /** Embeds a text. All issues are copies of each other to this encoder. */
  private Reading read(IssueText text) {
    recordings.incrementAndGet();
    return new Reading(
        TextHash.of(text), new Embedding(ENCODER, new float[] {1, 0}), Optional.empty());
  }

  /** Returns the stored annotations, oldest first. */
  List<LabelAnnotation> annotations() {
    return repository.issues().stream()
        .flatMap(
            issue -> learning.annotations().loadAll(repository.ref().id(), issue.number()).stream())
        .toList();
  }

  /** Stores a maintainer's annotation that was not made by command. */
  void saidByMaintainer(int issue, String label, boolean belongs) {
    long id = learning.repositories().ids().get(0);
    annotations.record(
        new LabelAnnotation(
            id, issue, label, belongs, AnnotationSource.MAINTAINER, "labeled", ManualClock.START),
        new Seen(issue, new IssueText("It crashes", ""), ManualClock.START, true, false));
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
    try {
      router.handle(new Delivery(guid, event, body, ManualClock.START));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
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
