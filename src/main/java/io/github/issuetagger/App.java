package io.github.issuetagger;

import io.github.issuetagger.commands.CommandDependencies;
import io.github.issuetagger.commands.CommentCommandHandler;
import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.delivery.BackgroundJob;
import io.github.issuetagger.delivery.DeliveryHandler;
import io.github.issuetagger.delivery.DeliveryHandlerChain;
import io.github.issuetagger.delivery.DeliveryWorker;
import io.github.issuetagger.delivery.Inbox;
import io.github.issuetagger.feedback.AnnotationRecorder;
import io.github.issuetagger.feedback.CorrectionEffects;
import io.github.issuetagger.feedback.HistoryImportJob;
import io.github.issuetagger.feedback.HistoryImportStarter;
import io.github.issuetagger.feedback.HistoryImporter;
import io.github.issuetagger.feedback.HoldoutReportJob;
import io.github.issuetagger.feedback.HoldoutReporter;
import io.github.issuetagger.feedback.IssueFeatureRecorder;
import io.github.issuetagger.feedback.LabelChangeHandler;
import io.github.issuetagger.feedback.OcclusionExplainer;
import io.github.issuetagger.feedback.SimilarIssues;
import io.github.issuetagger.feedback.StoredAnnotationRecorder;
import io.github.issuetagger.github.DryRunWriter;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.learning.CorrectionStep;
import io.github.issuetagger.learning.IssueFeatureReader;
import io.github.issuetagger.learning.LearnedScoring;
import io.github.issuetagger.learning.LearningJob;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.store.HoldoutReportStore;
import io.github.issuetagger.store.LearningProgressStore;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.triage.EventRouter;
import io.github.issuetagger.triage.TriageDependencies;
import io.github.issuetagger.web.Health;
import io.github.issuetagger.web.LearningPage;
import io.github.issuetagger.web.WebServer;
import io.github.issuetagger.webhook.WebhookHandler;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: the App's parts, wired, started in order and stopped in reverse. */
public final class App implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(App.class);

  private final ResourceStack parts;
  private final WebServer web;

  private App(ResourceStack parts, WebServer web) {
    this.parts = parts;
    this.web = web;
  }

  /**
   * Starts the App. Webhooks are taken before the model is loaded, and worked on after.
   *
   * @throws RuntimeException when a part does not start; those that had are stopped again
   */
  public static App start(AppConfig config, Clock clock) {
    return start(config, clock, guid -> {});
  }

  /**
   * Starts the App.
   *
   * @param finished told the GUID of each delivery that was worked off
   */
  public static App start(AppConfig config, Clock clock, Consumer<String> finished) {
    long begun = System.nanoTime();
    ResourceStack parts = new ResourceStack();
    try {
      Database database = parts.inner(Database.openForServing(config.database()));
      AtomicReference<@Nullable DeliveryWorker> worker = new AtomicReference<>();
      WebServer web = parts.door(receiver(config, database, worker, clock));
      web.start();
      GitHubApp github =
          parts.inner(
              GitHubApp.open(config.github(), config.dataDir().resolve("http-cache"), clock));
      Cascades cascades = parts.inner(Cascades.open(config.model()));
      LearningStore learning = LearningStore.on(database.jdbi());
      ModelVersionStore versions = new ModelVersionStore(database.jdbi());
      LearnedScoring ladder = LearnedScoring.of(cascades, learning, versions, clock);
      TriageDependencies triage = triage(database, github, ladder.scorer(), clock);
      EventRouter router = new EventRouter(triage);
      IssueFeatureRecorder remember = remember(ladder, learning);
      BackgroundJob past = past(database, github, learning, remember, clock);
      BackgroundJob report =
          new HoldoutReportJob(
              new HoldoutReporter(
                  triage,
                  versions,
                  new HoldoutReportStore(database.jdbi()),
                  ladder.models()::measure),
              learning.repositories());
      BackgroundJob model =
          new LearningJob(ladder.learner(), learning, id -> put(worker, report, id));
      LabelChangeHandler people = new LabelChangeHandler(github.reader(), learning, remember);
      HistoryImportStarter arrivals =
          new HistoryImportStarter(
              learning.repositories(),
              id -> {
                put(worker, past, id);
                put(worker, model, id);
              });
      CommentCommandHandler commands =
          commands(
              triage,
              new StoredAnnotationRecorder(learning, remember),
              new SimilarIssues(cascades.encoder(), learning, CorrectionStep.NEAR),
              ladder.nearDuplicates()::effect);
      DeliveryHandler work =
          new DeliveryHandlerChain(
              router::handle, people::handle, commands::handle, arrivals::handle);
      DeliveryHandler handler =
          delivery -> {
            work.handle(delivery);
            finished.accept(delivery.guid());
          };
      DeliveryWorker deliveries =
          parts.inner(
              new DeliveryWorker(
                  database,
                  config.delivery(),
                  new DeliveryWorker.Work(handler, List.of(past, model, report)),
                  new AppFailureClassifier(),
                  clock,
                  new Random()));
      worker.set(deliveries);
      deliveries.start();
      learning.repositories().ids().forEach(id -> deliveries.put(model, Long.toString(id)));
      log.info(
          "Ready after {} ms at http://{}:{}{}; GitHub {}; store {}; {}",
          Duration.ofNanos(System.nanoTime() - begun).toMillis(),
          config.server().host(),
          web.port(),
          config.server().webhookPath(),
          config.github().apiUrl(),
          config.database().jdbcUrl(),
          cascades.describe());
      return new App(parts, web);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static void put(
      AtomicReference<@Nullable DeliveryWorker> worker, BackgroundJob chore, long repositoryId) {
    Optional.ofNullable(worker.get())
        .ifPresent(running -> running.put(chore, Long.toString(repositoryId)));
  }

  private static WebServer receiver(
      AppConfig config,
      Database database,
      AtomicReference<@Nullable DeliveryWorker> worker,
      Clock clock) {
    Inbox inbox =
        new Inbox(
            database,
            clock,
            () -> Optional.ofNullable(worker.get()).ifPresent(DeliveryWorker::wake));
    Health health =
        new Health(
            database::answers,
            () -> Optional.ofNullable(worker.get()).filter(DeliveryWorker::running).isPresent());
    LearningProgressStore progress = new LearningProgressStore(database.jdbi());
    return new WebServer(
        config.server(),
        new WebhookHandler(config.server(), inbox, clock),
        health,
        config.server().pagesPassword().stream()
            .<Consumer<RoutesConfig>>map(
                password -> new LearningPage(password, progress::all, clock)::register)
            .toList());
  }

  private static TriageDependencies triage(
      Database database, GitHubApp github, IssueScorer scorer, Clock clock) {
    TriageStore store = TriageStore.on(database.jdbi(), clock);
    if (database.servesAlone()) {
      // Whoever held a lease is dead: no need to wait for it to run out.
      store.leases().releaseAll();
    }
    return new TriageDependencies(
        github.reader(),
        github.writer(),
        new DryRunWriter(),
        github.caches(),
        scorer,
        store,
        clock);
  }

  private static CommentCommandHandler commands(
      TriageDependencies triage,
      AnnotationRecorder examples,
      SimilarIssues nearest,
      CorrectionEffects effects) {
    return new CommentCommandHandler(
        CommandDependencies.of(
            triage, examples, new OcclusionExplainer(triage.scorer(), nearest), effects));
  }

  private static BackgroundJob past(
      Database database,
      GitHubApp github,
      LearningStore learning,
      IssueFeatureRecorder remember,
      Clock clock) {
    return new HistoryImportJob(
        new HistoryImporter(
            github.history(), new RunStore(database.jdbi()), learning, remember, clock),
        learning.repositories());
  }

  /** What keeps of an issue all that the ladder learns from. */
  public static IssueFeatureRecorder remember(LearnedScoring ladder, LearningStore learning) {
    return new IssueFeatureRecorder(
        id -> {
          IssueFeatureReader reader = ladder.readers().apply(id);
          return new IssueFeatureRecorder.Way(reader, reader::current);
        },
        learning.issues());
  }

  /** The port that it listens on. */
  public int port() {
    return web.port();
  }

  /** Stops taking webhooks, waits for the deliveries in hand, and closes what is open. */
  @Override
  public void close() {
    parts.close();
  }
}
