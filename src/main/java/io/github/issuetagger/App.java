package io.github.issuetagger;

import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.delivery.BackgroundJob;
import io.github.issuetagger.delivery.DeliveryHandler;
import io.github.issuetagger.delivery.DeliveryWorker;
import io.github.issuetagger.delivery.Inbox;
import io.github.issuetagger.events.WebhookEventRouter;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.store.LearningProgressStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.web.Health;
import io.github.issuetagger.web.LearningPage;
import io.github.issuetagger.web.WebServer;
import io.github.issuetagger.webhook.WebhookHandler;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running App: opens its parts in order, composes the services and starts the worker. Closes
 * the parts in reverse order.
 */
public final class App implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(App.class);

  private final ResourceStack parts;
  private final WebServer web;

  private App(ResourceStack parts, WebServer web) {
    this.parts = parts;
    this.web = web;
  }

  /**
   * Starts the App. Accepts webhooks before the model is loaded, and processes them afterwards.
   *
   * @throws RuntimeException if a part does not start; the started parts are closed again
   */
  public static App start(AppConfig config, Clock clock) {
    return start(config, clock, guid -> {});
  }

  /**
   * Starts the App.
   *
   * @param finished called with the GUID of each processed delivery
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
      Wiring wiring =
          new Wiring(database, github, cascades, clock, (job, id) -> queue(worker, job, id));
      if (database.servesAlone()) {
        wiring.releaseLeases();
      }
      DeliveryWorker started =
          parts.inner(
              new DeliveryWorker(
                  database,
                  config.delivery(),
                  new DeliveryWorker.Work(handler(wiring.router(), finished), wiring.jobs()),
                  new AppFailureClassifier(),
                  clock,
                  new Random()));
      worker.set(started);
      started.start();
      wiring.startTraining();
      LOG.info(
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

  private static DeliveryHandler handler(WebhookEventRouter router, Consumer<String> finished) {
    return delivery -> {
      router.handle(delivery);
      finished.accept(delivery.guid());
    };
  }

  private static void queue(
      AtomicReference<@Nullable DeliveryWorker> worker, BackgroundJob job, long repositoryId) {
    Optional.ofNullable(worker.get())
        .ifPresent(running -> running.put(job, Long.toString(repositoryId)));
  }

  /** Returns the port of the web server. */
  public int port() {
    return web.port();
  }

  /** Stops accepting webhooks, waits for the current deliveries, and closes all parts. */
  @Override
  public void close() {
    parts.close();
  }
}
