package io.github.issuetagger.web;

import io.github.issuetagger.config.ServerConfig;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server for the webhook, the health checks and other pages. */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** Limits the threads, because each may hold a webhook body in memory. */
  private static final int MAX_THREADS = 50;

  /** GitHub waits ten seconds for a webhook and does not send it again. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private final Javalin javalin;

  /**
   * @param webhook handles a POST to the webhook path
   * @param pages register further routes
   */
  public WebServer(
      ServerConfig config, Handler webhook, Health health, List<Consumer<RoutesConfig>> pages) {
    this.javalin =
        Javalin.create(
            javalin -> {
              configure(javalin, config);
              javalin.routes.before(WebServer::addSecurityHeaders);
              javalin.routes.exception(Exception.class, WebServer::hideFailure);
              javalin.routes.post(config.webhookPath(), webhook);
              javalin.routes.get("/healthz", context -> respond(context, health.accepts()));
              javalin.routes.get("/readyz", context -> respond(context, health.processes()));
              pages.forEach(routes -> routes.accept(javalin.routes));
            });
  }

  private static void configure(JavalinConfig javalin, ServerConfig config) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.http.prefer405over404 = true;
    javalin.jetty.host = config.host();
    javalin.jetty.port = config.port();
    javalin.jetty.modifyServer(
        server -> {
          server.setHandler(new GracefulHandler());
          server.setStopTimeout(CLOSING.toMillis());
        });
    javalin.jetty.threadPool = new QueuedThreadPool(MAX_THREADS);
    javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
  }

  private static void respond(Context context, BooleanSupplier healthy) {
    boolean ok = healthy.getAsBoolean();
    context
        .status(ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .header("Cache-Control", "no-store")
        .result(ok ? "ok\n" : "not ready\n");
  }

  /** Adds headers that allow a browser only to show our pages. */
  private static void addSecurityHeaders(Context context) {
    context
        .header("Content-Security-Policy", CONTENT_POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin");
  }

  private static void hideFailure(Exception failure, Context context) {
    LOG.error("{} request failed", context.method(), failure);
    context
        .status(HttpStatus.INTERNAL_SERVER_ERROR)
        .result("Internal error. See the server's log.\n");
  }

  /** Starts listening. */
  public void start() {
    javalin.start();
  }

  /** Returns the port that the server listens on, once it has started. */
  public int port() {
    return javalin.port();
  }

  /** Accepts no more requests and finishes the running ones. */
  @Override
  public void close() {
    javalin.stop();
  }
}
