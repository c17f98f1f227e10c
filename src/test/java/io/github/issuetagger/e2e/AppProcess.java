package io.github.issuetagger.e2e;

import io.github.issuetagger.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The App in a process of its own, so that it can really be killed. */
final class AppProcess implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final Process process;
  private final URI address;
  private final Path output;

  private AppProcess(Process process, URI address, Path output) {
    this.process = process;
    this.address = address;
    this.output = output;
  }

  /**
   * Starts {@code serve} and waits until it can process deliveries.
   *
   * @param environment configuration, without {@code PORT}
   * @param folder a scratch folder for the process's output
   */
  static AppProcess start(Map<String, String> environment, Path folder) {
    try {
      int port = freePort();
      Path output = Files.createTempFile(folder, "app", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-XX:TieredStopAtLevel=1",
                  "-Dlogback.configurationFile=logback.xml",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "serve"));
      Map<String, String> variables = new HashMap<>(environment);
      variables.put("HOST", "127.0.0.1");
      variables.put("PORT", Integer.toString(port));
      builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
      builder.environment().putAll(variables);
      builder.directory(folder.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      AppProcess app =
          new AppProcess(builder.start(), URI.create("http://127.0.0.1:" + port), output);
      app.awaitReady();
      return app;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI webhookUrl() {
    return address.resolve("/api/github/webhooks");
  }

  /** What the process has written so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: no shutdown hook runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process survived SIGKILL");
    }
  }

  /** SIGTERM, as an orchestrator sends it; returns the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process did not stop:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void awaitReady() {
    Awaitility.await("the App is ready")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("the App ended at its start:\n" + output());
              }
              return status("/readyz") == 200;
            });
  }

  private int status(String path) throws InterruptedException {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(5)).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return -1; // not listening yet
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
