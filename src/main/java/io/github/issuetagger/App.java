package io.github.issuetagger;

import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.delivery.Chore;
import io.github.issuetagger.delivery.DeliveryHandler;
import io.github.issuetagger.delivery.DeliveryWorker;
import io.github.issuetagger.delivery.Inbox;
import io.github.issuetagger.feedback.CorrectionEffects;
import io.github.issuetagger.feedback.Examples;
import io.github.issuetagger.feedback.KeepExamples;
import io.github.issuetagger.feedback.LearnFromPeople;
import io.github.issuetagger.feedback.LearnPast;
import io.github.issuetagger.feedback.NearestIssues;
import io.github.issuetagger.feedback.OcclusionExplainer;
import io.github.issuetagger.feedback.ReadNewRepositories;
import io.github.issuetagger.feedback.RememberIssue;
import io.github.issuetagger.feedback.ReportPast;
import io.github.issuetagger.feedback.command.CommandParts;
import io.github.issuetagger.feedback.command.RunCommands;
import io.github.issuetagger.github.DryRunWriter;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.learn.CorrectedPredictor;
import io.github.issuetagger.learn.IssueReader;
import io.github.issuetagger.learn.LearnedLadder;
import io.github.issuetagger.predict.Predictor;
import io.github.issuetagger.predict.Predictors;
import io.github.issuetagger.store.Database;
import io.github.issuetagger.store.LearnedVersionStore;
import io.github.issuetagger.store.LearningProgressStore;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.PastReports;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.triage.EventRouter;
import io.github.issuetagger.triage.TriageParts;
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

  private final OpenParts parts;
  private final WebServer web;

  private App(OpenParts parts, WebServer web) {
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
    OpenParts parts = new OpenParts();
    try {
      Database database = parts.inner(Database.openForServing(config.database()));
      AtomicReference<@Nullable DeliveryWorker> worker = new AtomicReference<>();
      WebServer web = parts.door(receiver(config, database, worker, clock));
      web.start();
      GitHubApp github =
          parts.inner(
              GitHubApp.open(config.github(), config.dataDir().resolve("http-cache"), clock));
      Predictors predictors = parts.inner(Predictors.open(config.model()));
      LearningStore learning = LearningStore.on(database.jdbi());
      LearnedVersionStore versions = new LearnedVersionStore(database.jdbi());
      LearnedLadder ladder = LearnedLadder.over(predictors, learning, versions, clock);
      TriageParts triage = triage(database, github, ladder.predictor(), clock);
      EventRouter router = new EventRouter(triage);
      RememberIssue remember = remember(ladder, learning);
      Chore past = past(database, github, learning, remember, clock);
      Chore report =
          new ReportChore(
              new ReportPast(
                  triage, versions, new PastReports(database.jdbi()), ladder.learnt()::past),
              learning.repositories());
      Chore model = new LearnChore(ladder.learner(), learning, id -> put(worker, report, id));
      LearnFromPeople people = new LearnFromPeople(github.reader(), learning, remember);
      ReadNewRepositories arrivals =
          new ReadNewRepositories(
              learning.repositories(),
              id -> {
                put(worker, past, id);
                put(worker, model, id);
              });
      RunCommands commands =
          commands(
              triage,
              new KeepExamples(learning, remember),
              new NearestIssues(predictors.embedder(), learning, CorrectedPredictor.NEAR),
              ladder.nearDuplicates()::effect);
      DeliveryHandler work =
          new InTurn(router::handle, people::handle, commands::handle, arrivals::handle);
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
                  new Failures(),
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
          predictors.describe());
      return new App(parts, web);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static void put(
      AtomicReference<@Nullable DeliveryWorker> worker, Chore chore, long repositoryId) {
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

  private static TriageParts triage(
      Database database, GitHubApp github, Predictor predictor, Clock clock) {
    TriageStore store = TriageStore.on(database.jdbi(), clock);
    if (database.servesAlone()) {
      // Whoever held a lease is dead: no need to wait for it to run out.
      store.leases().releaseAll();
    }
    return new TriageParts(
        github.reader(),
        github.writer(),
        new DryRunWriter(),
        github.caches(),
        predictor,
        store,
        clock);
  }

  private static RunCommands commands(
      TriageParts triage, Examples examples, NearestIssues nearest, CorrectionEffects effects) {
    return new RunCommands(
        CommandParts.of(
            triage, examples, new OcclusionExplainer(triage.predictor(), nearest), effects));
  }

  private static Chore past(
      Database database,
      GitHubApp github,
      LearningStore learning,
      RememberIssue remember,
      Clock clock) {
    return new PastChore(
        new LearnPast(github.history(), new RunStore(database.jdbi()), learning, remember, clock),
        learning.repositories());
  }

  /** What keeps of an issue all that the ladder learns from. */
  public static RememberIssue remember(LearnedLadder ladder, LearningStore learning) {
    return new RememberIssue(
        id -> {
          IssueReader reader = ladder.readers().apply(id);
          return new RememberIssue.Way(reader, reader::current);
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
