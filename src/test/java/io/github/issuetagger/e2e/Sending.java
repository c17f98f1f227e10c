package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.sandbox.state.SignedDelivery;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sends deliveries over several connections, as GitHub does. */
final class Sending {
  private final ExecutorService senders = Executors.newFixedThreadPool(8);
  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  Sending(AppProcess app, List<SignedDelivery> deliveries) {
    Queue<SignedDelivery> queue = new ConcurrentLinkedQueue<>(deliveries);
    for (int i = 0; i < 8; i++) {
      senders.execute(
          () -> {
            for (SignedDelivery next = queue.poll(); next != null; next = queue.poll()) {
              if (Webhooks.post(app.webhookUrl(), next) == 202) {
                taken.add(next.guid());
              }
            }
          });
    }
    senders.shutdown();
  }

  /** The GUIDs that were answered with 202, once all were sent. */
  Set<String> taken() throws InterruptedException {
    assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    return taken;
  }
}
