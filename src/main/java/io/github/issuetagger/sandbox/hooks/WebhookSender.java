package io.github.issuetagger.sandbox.hooks;

import io.github.issuetagger.sandbox.state.SignedDelivery;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Posts webhooks in the background. */
final class WebhookSender implements AutoCloseable {
  /** GitHub counts a delivery as failed after this time. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "sandbox-webhooks");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(executor)
          .build();

  /** Returns the answer's status, or 0 if no answer arrived in time. */
  CompletableFuture<Integer> post(URI url, SignedDelivery delivery) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofByteArray(delivery.body()));
    delivery.headers().forEach(request::header);
    return client
        .sendAsync(request.build(), BodyHandlers.discarding())
        .handle((response, failure) -> failure == null ? response.statusCode() : 0);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
